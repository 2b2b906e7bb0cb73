import { join } from "node:path";
import { Duration, Stack, Tags, TimeZone } from "aws-cdk-lib";
import { ScheduleExpression } from "aws-cdk-lib/aws-scheduler";
import type { Construct } from "constructs";
import type { Environment } from "../shared/settings.ts";
import {
  failuresOf,
  failuresOfMailEvents,
  failuresOfSchedule,
  failuresOfSite,
} from "./alarm-meanings.ts";
import { AccessLogging } from "./constructs/access-logging.ts";
import { ApiSite } from "./constructs/api-site.ts";
import { ConsultationTable } from "./constructs/consultation-table.ts";
import { Firewall } from "./constructs/firewall.ts";
import { Mail } from "./constructs/mail.ts";
import { OnMailEvents } from "./constructs/on-mail-events.ts";
import { OnSchedule } from "./constructs/on-schedule.ts";
import { SealingKeys } from "./constructs/sealing-keys.ts";
import { SignInSecret } from "./constructs/sign-in-secret.ts";
import { Trail } from "./constructs/trail.ts";
import { Watch } from "./constructs/watch.ts";
import { WatchedFunction } from "./constructs/watched-function.ts";
import type { DeployedSettings } from "./stages.ts";

type ConsultationStackProps = {
  readonly settings: DeployedSettings;
  /** The folder in which each function has a folder with its bundle. */
  readonly bundles: string;
};

/** The whole service of one stage: one hub, one region, one stack. */
export class ConsultationStack extends Stack {
  constructor(scope: Construct, id: string, { settings, bundles }: ConsultationStackProps) {
    super(scope, id, {
      description: `Professional Consultation, ${settings.hub.name}, ${settings.stage}`,
      env: { region: "eu-west-2" },
      terminationProtection: true,
    });
    const { stage, hub, formAddress, inboxAddress } = settings;

    const watch = new Watch(this, "Watch", { mailbox: hub.mailboxes.manager });
    const table = new ConsultationTable(this, "Table");
    const keys = new SealingKeys(this, "Keys");
    const trail = new Trail(this, "Trail", { stage });
    const mail = new Mail(this, "Mail", { sender: hub.mailboxes.sender });
    const signInSecret = new SignInSecret(this, "SignIn");
    const behind = new Firewall(this, "Firewall", { telephone: hub.telephone });
    const logging = new AccessLogging(this, "AccessLogging");
    const environment = {
      TABLE_NAME: table.name,
      SEALING_KEY_ID: keys.sealingKeyId,
      CHILD_HASH_KEY_ID: keys.childHashKeyId,
      TRAIL_LOG_GROUP: trail.logGroupName,
    } satisfies Environment;

    const request = new WatchedFunction(this, "Request", {
      bundle: join(bundles, "request"),
      environment,
      rights: [
        table.may(["GetItem", "PutItem", "UpdateItem"], ["consultation", "draft", "code"]),
        table.may(["GetItem"], ["advice", "house"]),
        table.may(["PutItem"], ["words"]),
        table.throughItsKey(),
        keys.maySeal(["words", "address", "draft"]),
        keys.mayOpen(["address", "advice", "draft"]),
        keys.mayHashChildren(),
        trail.mayAppend(),
      ],
      atMost: { seconds: 20, atOnce: 100 },
      watched: { by: watch, ...failuresOf.request },
    });
    new ApiSite(this, "Form", {
      address: formAddress,
      answeredBy: request,
      behind,
      logging,
      telephone: hub.telephone,
      watchedBy: watch,
      failuresMean: failuresOfSite.form,
      noAuthorizerBecause:
        "Practitioners of any organisation ask for a consultation without an account.",
    });

    const inbox = new WatchedFunction(this, "Inbox", {
      bundle: join(bundles, "inbox"),
      environment: { ...environment, SIGN_IN_SECRET: signInSecret.arn } satisfies Environment,
      rights: [
        table.mayQuery("list"),
        table.mayQuery("child"),
        // What is deleted soon, for managers and auditors.
        table.mayQuery("wake"),
        table.may(
          ["GetItem", "PutItem"],
          ["consultation", "words", "advice", "session", "unfinished"],
        ),
        table.may(["GetItem", "PutItem"], ["audit"]),
        // Who saw and changed one consultation, for auditors; of one person the index knows the keys.
        table.mayList(["audit"]),
        table.may(["GetItem"], ["house"]),
        table.mayNeverAlter(["audit", "words", "advice"]),
        table.throughItsKey(),
        keys.maySeal(["words", "advice", "address", "unfinished"]),
        keys.mayOpen(["words", "address", "advice", "unfinished"]),
        // Consultations that staff enter from a telephone call are found by child too.
        keys.mayHashChildren(),
        signInSecret.mayRead(),
        trail.mayAppend(),
      ],
      // A first sign-in waits for the provider several times; the gateway gives up after 29 seconds.
      atMost: { seconds: 28, atOnce: 20 },
      watched: { by: watch, ...failuresOf.inbox },
    });
    new ApiSite(this, "InboxSite", {
      address: inboxAddress,
      answeredBy: inbox,
      behind,
      logging,
      telephone: hub.telephone,
      watchedBy: watch,
      failuresMean: failuresOfSite.inbox,
      noAuthorizerBecause:
        "Staff sign in with the council's OpenID Connect provider. The function keeps their sessions, asks for one on every page and leads whoever has none to the provider.",
    });

    const letters = new WatchedFunction(this, "Letters", {
      bundle: join(bundles, "letters"),
      environment: { ...environment, MAIL_CONFIGURATION_SET: mail.configurationSetName },
      rights: [
        table.mayQuery("wake"),
        table.may(["GetItem", "PutItem", "UpdateItem"], ["consultation", "house"]),
        // Drafts that owe a letter: their address and their code, never what was typed.
        table.may(["GetItem", "PutItem"], ["code"]),
        table.mayNever(["words", "draft", "unfinished"]),
        table.throughItsKey(),
        keys.mayOpen(["address"]),
        keys.mayNeverOpenExcept(["address"]),
        trail.mayAppend(),
        mail.maySend(),
      ],
      // Below the 60 seconds of a letter's lease. Two at once are safe: leases see to it.
      atMost: { seconds: 45, atOnce: 2 },
      watched: { by: watch, ...failuresOf.letters },
    });
    new OnSchedule(this, "Sweep", {
      runs: letters,
      at: ScheduleExpression.rate(Duration.minutes(1)),
      // The next minute is the retry: nothing old is run late.
      retried: { times: 0, within: Duration.minutes(1) },
      watchedBy: watch,
      silentFor: Duration.minutes(5),
      ...failuresOfSchedule.sweep,
    });

    const delivery = new WatchedFunction(this, "Delivery", {
      bundle: join(bundles, "delivery"),
      environment,
      rights: [
        table.may(["GetItem", "PutItem"], ["consultation"]),
        table.may(["GetItem"], ["house"]),
        table.mayNever(["words", "advice", "audit", "draft", "unfinished", "session", "code"]),
        table.throughItsKey(),
        keys.mayNeverBeUsed(),
        trail.mayAppend(),
      ],
      // What must wait for its turn is tried again for hours, and the order makes no difference.
      atMost: { seconds: 20, atOnce: 10 },
      watched: { by: watch, ...failuresOf.delivery },
    });
    new OnMailEvents(this, "MailEvents", {
      runs: delivery,
      configurationSetName: mail.configurationSetName,
      retried: { times: 2, within: Duration.hours(6) },
      watchedBy: watch,
      ...failuresOfMailEvents,
    });

    const upkeep = new WatchedFunction(this, "Upkeep", {
      bundle: join(bundles, "upkeep"),
      environment,
      rights: [
        table.mayQuery("list"),
        // What is kept, and how long already.
        table.mayQuery("wake"),
        table.may(["GetItem", "PutItem"], ["consultation", "house"]),
        // Words whose time is over are put away unread.
        table.may(["PutItem"], ["words", "advice"]),
        table.mayOnlyPut(["words", "advice"]),
        table.mayNever(["audit", "draft", "unfinished", "session", "code"]),
        table.throughItsKey(),
        keys.mayNeverBeUsed(),
        trail.mayAppend(),
      ],
      atMost: { seconds: 300, atOnce: 1 },
      watched: { by: watch, ...failuresOf.upkeep },
    });
    new OnSchedule(this, "Daily", {
      runs: upkeep,
      at: ScheduleExpression.cron({ hour: "5", minute: "0", timeZone: TimeZone.EUROPE_LONDON }),
      retried: { times: 2, within: Duration.hours(1) },
      watchedBy: watch,
      // The day on which the clocks go back has 25.
      silentFor: Duration.hours(26),
      ...failuresOfSchedule.daily,
    });

    Tags.of(this).add("service", "professional-consultation");
    Tags.of(this).add("stage", stage);
  }
}
