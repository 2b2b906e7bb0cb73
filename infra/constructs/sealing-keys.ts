import { RemovalPolicy } from "aws-cdk-lib";
import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Key, KeySpec, KeyUsage } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";

/** The sealed parts of a consultation: every data key names its part in its encryption context. */
type SealedPart = "words" | "address" | "advice" | "draft" | "unfinished";

const part = "kms:EncryptionContext:part";

/** Everything that a key of either kind can do to data. */
const usesOfKeys = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:GenerateMac",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
  "kms:VerifyMac",
];

/** What seals the parts of a consultation, what hashes a child's name and birth date, and what marks a test. */
export class SealingKeys extends Construct {
  readonly sealingKeyId: string;
  readonly childHashKeyId: string;
  readonly canaryKeyId: string;
  private readonly sealing: Key;
  private readonly childHash: Key;
  private readonly canary: Key;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.sealing = new Key(this, "Sealing", {
      description: "Wraps the data key of every sealed part",
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // Never rotated (KMS cannot, for HMAC keys): with another key a child would not be found again.
    this.childHash = new Key(this, "ChildHash", {
      description: "Hashes a child's name and birth date, so that earlier requests are found",
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.canary = new Key(this, "Canary", {
      description: "Proves the test requests that the service sends to itself",
      keySpec: KeySpec.HMAC_256,
      keyUsage: KeyUsage.GENERATE_VERIFY_MAC,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.canaryKeyId = this.canary.keyId;
    this.sealingKeyId = this.sealing.keyId;
    this.childHashKeyId = this.childHash.keyId;
  }

  maySeal(parts: readonly SealedPart[]): PolicyStatement {
    return this.sealingStatement("kms:GenerateDataKey", parts);
  }

  mayOpen(parts: readonly SealedPart[]): PolicyStatement {
    return this.sealingStatement("kms:Decrypt", parts);
  }

  /** May never open any other part, or one without a name, whatever else is granted. */
  mayNeverOpenExcept(parts: readonly SealedPart[]): PolicyStatement {
    return new PolicyStatement({
      effect: Effect.DENY,
      actions: ["kms:Decrypt"],
      resources: [this.sealing.keyArn],
      conditions: { StringNotEquals: { [part]: parts } },
    });
  }

  /** May never seal, open or hash anything, whatever else is granted. */
  mayNeverBeUsed(): PolicyStatement {
    return new PolicyStatement({
      effect: Effect.DENY,
      actions: [...usesOfKeys],
      resources: [this.sealing.keyArn, this.childHash.keyArn],
    });
  }

  /** To mark a test request and to hold a mark against what it should be is the same act. */
  mayMarkCanaries(): PolicyStatement {
    return new PolicyStatement({
      actions: ["kms:GenerateMac"],
      resources: [this.canary.keyArn],
    });
  }

  mayHashChildren(): PolicyStatement {
    return new PolicyStatement({
      actions: ["kms:GenerateMac"],
      resources: [this.childHash.keyArn],
    });
  }

  private sealingStatement(action: string, parts: readonly SealedPart[]): PolicyStatement {
    return new PolicyStatement({
      actions: [action],
      resources: [this.sealing.keyArn],
      conditions: { StringEquals: { [part]: parts } },
    });
  }
}
