import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { defaults } from "./defaults.ts";
import { createKeyAtRest, useOfKeyAtRest } from "./key-at-rest.ts";

type TrailProps = {
  readonly stage: string;
  /** The most years for which the hub keeps any consultation after its last contact. */
  readonly consultationsKeptYears: number;
};

/**
 * Reference, revision and head hash of every write, where functions can only add. The table's
 * histories are verified against it, so it outlives its stack.
 */
export class Trail extends Construct {
  readonly logGroupName: string;
  private readonly entries: LogGroup;

  constructor(scope: Construct, id: string, { stage, consultationsKeptYears }: TrailProps) {
    super(scope, id);
    const { partition, region, account } = Stack.of(this);
    // Named here, because the key's policy names the group and the group names the key.
    const logGroupName = `/consultation/${stage}/trail`;
    const arn = `arn:${partition}:logs:${region}:${account}:log-group:${logGroupName}`;
    const key = createKeyAtRest(this, "The trail at rest");
    key.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal(`logs.${region}.amazonaws.com`)],
        actions: [...useOfKeyAtRest],
        resources: ["*"],
        conditions: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": arn } },
      }),
    );
    this.entries = new LogGroup(this, "Entries", {
      logGroupName,
      encryptionKey: key,
      // Its entries count from when they were written, the consultation's years from its last contact.
      retention:
        consultationsKeptYears < defaults.trailKept.years - 1
          ? defaults.trailKept.as
          : RetentionDays.INFINITE,
      removalPolicy: RemovalPolicy.RETAIN,
      deletionProtectionEnabled: true,
    });
    this.logGroupName = this.entries.logGroupName;
  }

  /** May add, and neither read nor delete. */
  mayAppend(): PolicyStatement {
    return new PolicyStatement({
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [this.entries.logGroupArn],
    });
  }
}
