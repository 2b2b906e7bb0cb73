import { join } from "node:path";
import { Duration, Stack, Tags, TimeZone } from "aws-cdk-lib";
import { ScheduleExpression } from "aws-cdk-lib/aws-scheduler";
import type { Construct } from "constructs";
import { longestKept } from "../shared/domain/retention.ts";
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
import { defaults } from "./constructs/defaults.ts";
import { Firewall } from "./constructs/firewall.ts";
import { Mail } from "./constructs/mail.ts";
import { OnMailEvents } from "./constructs/on-mail-events.ts";
import { OnSchedule } from "./constructs/on-schedule.ts";
import { Overview } from "./constructs/overview.ts";
import { SealingKeys } from "./constructs/sealing-keys.ts";
import { SignInSecret } from "./constructs/sign-in-secret.ts";
import { Trail } from "./constructs/trail.ts";
import { Watch } from "./constructs/watch.ts";
import { WatchedFunction } from "./constructs/watched-function.ts";
import { rightsOf } from "./rights.ts";
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
      env: { region: defaults.region },
      terminationProtection: true,
    });
    const { stage, hub, formAddress, inboxAddress, inboxNetworks, runbooks } = settings;

    const watch = new Watch(this, "Watch", { mailbox: hub.mailboxes.manager, runbooks });
    const table = new ConsultationTable(this, "Table", { restoredTable: settings.restoredTable });
    const keys = new SealingKeys(this, "Keys");
    const trail = new Trail(this, "Trail", {
      stage,
      consultationsKeptYears: longestKept(hub.retentionYears),
    });
    const mail = new Mail(this, "Mail", { sender: hub.mailboxes.sender });
    const signInSecret = new SignInSecret(this, "SignIn");
    const { telephone } = hub;
    const behind = new Firewall(this, "Firewall", { telephone });
    const behindNetworks =
      inboxNetworks === undefined
        ? behind
        : new Firewall(this, "InboxFirewall", { telephone, onlyFrom: inboxNetworks });
    const logging = new AccessLogging(this, "AccessLogging");
    const environment = {
      TABLE_NAME: table.name,
      SEALING_KEY_ID: keys.sealingKeyId,
      CHILD_HASH_KEY_ID: keys.childHashKeyId,
      TRAIL_LOG_GROUP: trail.logGroupName,
    } satisfies Environment;
    const marking = { ...environment, CANARY_KEY_ID: keys.canaryKeyId } satisfies Environment;
    const rights = rightsOf({ table, keys, trail, mail, signInSecret });

    const request = new WatchedFunction(this, "Request", {
      bundle: join(bundles, "request"),
      environment: marking,
      rights: rights.request,
      atMost: { seconds: 20, atOnce: 100 },
      watched: { by: watch, ...failuresOf.request },
    });
    const form = new ApiSite(this, "Form", {
      address: formAddress,
      answeredBy: request,
      behind,
      logging,
      telephone,
      watchedBy: watch,
      failuresMean: failuresOfSite.form,
      noAuthorizerBecause:
        "Practitioners of any organisation ask for a consultation without an account.",
    });

    const inbox = new WatchedFunction(this, "Inbox", {
      bundle: join(bundles, "inbox"),
      environment: { ...environment, SIGN_IN_SECRET: signInSecret.arn } satisfies Environment,
      rights: rights.inbox,
      // A first sign-in waits for the provider several times; the gateway gives up after 29 seconds.
      atMost: { seconds: 28, atOnce: 20 },
      watched: { by: watch, ...failuresOf.inbox },
    });
    const inboxSite = new ApiSite(this, "InboxSite", {
      address: inboxAddress,
      answeredBy: inbox,
      behind: behindNetworks,
      logging,
      telephone,
      watchedBy: watch,
      failuresMean: failuresOfSite.inbox,
      noAuthorizerBecause:
        "Staff sign in with the council's OpenID Connect provider. The function keeps their sessions, asks for one on every page and leads whoever has none to the provider.",
    });

    const letters = new WatchedFunction(this, "Letters", {
      bundle: join(bundles, "letters"),
      environment: { ...environment, MAIL_CONFIGURATION_SET: mail.configurationSetName },
      rights: rights.letters,
      // Below the 60 seconds of a letter's lease. Two at once are safe: leases see to it.
      atMost: { seconds: 45, atOnce: 2 },
      watched: { by: watch, ...failuresOf.letters },
    });
    const sweep = new OnSchedule(this, "Sweep", {
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
      rights: rights.delivery,
      // What must wait for its turn is tried again for hours, and the order makes no difference.
      atMost: { seconds: 20, atOnce: 10 },
      watched: { by: watch, ...failuresOf.delivery },
    });
    const mailEvents = new OnMailEvents(this, "MailEvents", {
      runs: delivery,
      configurationSetName: mail.configurationSetName,
      retried: { times: 2, within: Duration.hours(6) },
      watchedBy: watch,
      ...failuresOfMailEvents,
    });

    const upkeep = new WatchedFunction(this, "Upkeep", {
      bundle: join(bundles, "upkeep"),
      environment,
      rights: rights.upkeep,
      atMost: { seconds: 300, atOnce: 1 },
      watched: { by: watch, ...failuresOf.upkeep },
    });
    const daily = new OnSchedule(this, "Daily", {
      runs: upkeep,
      at: ScheduleExpression.cron({ hour: "5", minute: "0", timeZone: TimeZone.EUROPE_LONDON }),
      retried: { times: 2, within: Duration.hours(1) },
      watchedBy: watch,
      // The day on which the clocks go back has 25.
      silentFor: Duration.hours(26),
      ...failuresOfSchedule.daily,
    });

    const canary = new WatchedFunction(this, "Canary", {
      bundle: join(bundles, "canary"),
      environment: marking,
      rights: rights.canary,
      atMost: { seconds: 60, atOnce: 1 },
      watched: { by: watch, ...failuresOf.canary },
    });
    const line = new OnSchedule(this, "Line", {
      runs: canary,
      at: ScheduleExpression.rate(Duration.minutes(30)),
      // The next one is the retry: each looks what became of the one before.
      retried: { times: 0, within: Duration.minutes(5) },
      watchedBy: watch,
      // Two in a row that did not come out, or were not sent.
      silentFor: Duration.minutes(90),
      ...failuresOfSchedule.line,
    });

    new Overview(this, "Overview", {
      stage,
      of: watch,
      functions: [request, inbox, letters, delivery, upkeep, canary],
      sites: [form, inboxSite],
      table,
      deadLetters: [sweep, mailEvents, daily, line],
    });

    Tags.of(this).add("service", "professional-consultation");
    Tags.of(this).add("stage", stage);
  }
}
