import { join } from "node:path";
import { Stack, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { Environment } from "../shared/settings.ts";
import { AccessLogging } from "./constructs/access-logging.ts";
import { ApiSite } from "./constructs/api-site.ts";
import { ConsultationTable } from "./constructs/consultation-table.ts";
import { EveryMinute } from "./constructs/every-minute.ts";
import { Firewall } from "./constructs/firewall.ts";
import { Mail } from "./constructs/mail.ts";
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

const trailMissed =
  "A change to a request about a child is not in the trail: its history cannot be proved until the next change.";

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
        table.may(["GetItem"], ["advice"]),
        table.may(["PutItem"], ["words"]),
        table.throughItsKey(),
        keys.maySeal(["words", "address", "draft"]),
        keys.mayOpen(["address", "advice", "draft"]),
        keys.mayHashChildren(),
        trail.mayAppend(),
      ],
      atMost: { seconds: 20, atOnce: 100 },
      watched: {
        by: watch,
        errorsMean:
          "A practitioner worried about a child may have been told that the service has a problem, and may not telephone instead.",
        throttlesMean:
          "Practitioners worried about a child are being turned away, because more ask at once than the service allows.",
        countsMean: { TrailMissed: trailMissed },
      },
    });
    new ApiSite(this, "Form", {
      address: formAddress,
      answeredBy: request,
      behind,
      logging,
      telephone: hub.telephone,
      watchedBy: watch,
      failuresMean:
        "Practitioners cannot tell whether their request about a child arrived: expect telephone calls, and look for requests sent twice.",
      noAuthorizerBecause:
        "Practitioners of any organisation ask for a consultation without an account.",
    });

    const inbox = new WatchedFunction(this, "Inbox", {
      bundle: join(bundles, "inbox"),
      environment: { ...environment, SIGN_IN_SECRET: signInSecret.arn } satisfies Environment,
      rights: [
        table.mayQuery("list"),
        table.may(["GetItem", "PutItem"], ["consultation", "words", "advice", "session"]),
        table.may(["PutItem"], ["audit"]),
        table.may(["GetItem"], ["house"]),
        table.mayNeverAlter(["audit", "words", "advice"]),
        table.throughItsKey(),
        keys.maySeal(["words", "advice"]),
        keys.mayOpen(["words", "address", "advice"]),
        signInSecret.mayRead(),
        trail.mayAppend(),
      ],
      // A first sign-in waits for the provider several times; the gateway gives up after 29 seconds.
      atMost: { seconds: 28, atOnce: 20 },
      watched: {
        by: watch,
        errorsMean:
          "The duty team may not see a request about a child, or what they recorded may be lost: work from the letters in the duty mailbox, and telephone.",
        throttlesMean:
          "The duty team is being turned away from the inbox, because more ask at once than it allows: work from the letters in the duty mailbox.",
        countsMean: { TrailMissed: trailMissed },
      },
    });
    new ApiSite(this, "InboxSite", {
      address: inboxAddress,
      answeredBy: inbox,
      behind,
      logging,
      telephone: hub.telephone,
      watchedBy: watch,
      failuresMean:
        "The duty team cannot tell whether what they recorded about a child was kept: look at the consultation again before telephoning twice.",
      noAuthorizerBecause:
        "Staff sign in with the council's OpenID Connect provider. The function keeps their sessions, asks for one on every page and leads whoever has none to the provider.",
    });

    const letters = new WatchedFunction(this, "Letters", {
      bundle: join(bundles, "letters"),
      environment: { ...environment, MAIL_CONFIGURATION_SET: mail.configurationSetName },
      rights: [
        table.mayQuery("wake"),
        table.may(["GetItem", "PutItem", "UpdateItem"], ["consultation", "house"]),
        table.mayNever(["words"]),
        table.throughItsKey(),
        keys.mayOpen(["address"]),
        keys.mayNeverOpenExcept(["address"]),
        trail.mayAppend(),
        mail.maySend(),
      ],
      // Below the 60 seconds of a letter's lease. Two at once are safe: leases see to it.
      atMost: { seconds: 45, atOnce: 2 },
      watched: {
        by: watch,
        errorsMean:
          "A letter about a child may not have gone out: nobody may have been told of a new request, or of one that is late.",
        throttlesMean:
          "Letters about children wait behind a run that takes too long: the duty team hears of requests late.",
        countsMean: {
          PoisonItems:
            "One request about a child cannot be handled, so nobody gets its letters: find its reference in the log of the letters function and telephone.",
          LettersFailed:
            "A letter about a child could not be sent. It is tried again within two minutes; if this goes on, open the worklist and telephone.",
          TrailMissed: trailMissed,
        },
      },
    });
    new EveryMinute(this, "Sweep", {
      runs: letters,
      watchedBy: watch,
      silenceMeans:
        "No letters have gone out for five minutes: open the worklist and telephone, because nobody is told of new requests about children or of deadlines that pass.",
      deadLettersMean:
        "The run that sends letters failed at least once: look whether requests about children are waiting for theirs.",
    });

    Tags.of(this).add("service", "professional-consultation");
    Tags.of(this).add("stage", stage);
  }
}
