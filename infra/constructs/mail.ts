import { CfnOutput, Stack } from "aws-cdk-lib";
import { EventBus } from "aws-cdk-lib/aws-events";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";

/** Never opens and clicks: asking for them makes SES put a tracking picture and its own links in. */
const whatBecameOfIt = [
  EmailSendingEvent.SEND,
  EmailSendingEvent.REJECT,
  EmailSendingEvent.BOUNCE,
  EmailSendingEvent.COMPLAINT,
  EmailSendingEvent.DELIVERY,
  EmailSendingEvent.DELIVERY_DELAY,
  EmailSendingEvent.RENDERING_FAILURE,
];

type MailProps = { readonly sender: string };

/** The sender's domain, signed, TLS only; what becomes of each letter goes to the event bus. */
export class Mail extends Construct {
  readonly configurationSetName: string;
  private readonly sender: string;
  private readonly identityArn: string;

  constructor(scope: Construct, id: string, { sender }: MailProps) {
    super(scope, id);
    this.sender = sender;
    const configurationSet = new ConfigurationSet(this, "Letters", {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    });
    configurationSet.addEventDestination("Events", {
      destination: EventDestination.eventBus(
        EventBus.fromEventBusName(this, "DefaultBus", "default"),
      ),
      events: whatBecameOfIt,
    });
    this.configurationSetName = configurationSet.configurationSetName;
    const identity = new EmailIdentity(this, "Sender", {
      identity: Identity.domain(sender.slice(sender.lastIndexOf("@") + 1)),
    });
    this.identityArn = identity.emailIdentityArn;
    for (const [index, record] of identity.dkimRecords.entries()) {
      new CfnOutput(this, `DkimRecord${index + 1}`, {
        value: `${record.name} CNAME ${record.value}`,
        description: "Put this record into the sender's domain, so that its letters are signed",
      });
    }
  }

  /**
   * May send from the hub's one address. SES asks for the right to the configuration set too, which
   * `grantSendEmail` leaves out.
   */
  maySend(): PolicyStatement {
    const configurationSetArn = Stack.of(this).formatArn({
      service: "ses",
      resource: "configuration-set",
      resourceName: this.configurationSetName,
    });
    return new PolicyStatement({
      actions: ["ses:SendRawEmail"],
      resources: [this.identityArn, configurationSetArn],
      conditions: { StringEquals: { "ses:FromAddress": this.sender } },
    });
  }
}
