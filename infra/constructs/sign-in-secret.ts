import { CfnOutput, RemovalPolicy, Validations } from "aws-cdk-lib";
import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";

/**
 * What proves the inbox to the council's sign-in provider. The stack makes it with a random value that
 * no provider takes, and the deployer puts the app registration's own in: it stands in no template, and
 * later deployments leave it as it is. Retained, because nobody can read it back from the provider.
 */
export class SignInSecret extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const secret = new Secret(this, "Secret", {
      description: "The client secret of the app registration with which the duty team signs in",
      // Changing anything here makes CloudFormation write a new random value over the deployer's.
      generateSecretString: { passwordLength: 32, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.arn = secret.secretArn;
    new CfnOutput(this, "Arn", {
      value: secret.secretArn,
      description: "Put the app registration's client secret in here, so that staff can sign in",
    });
    Validations.of(secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason:
        "The council's sign-in provider issues it, so AWS cannot rotate it. The deployer puts a new one in before the old one ends; the inbox reads it again when the provider refuses the old one.",
    });
  }

  /** May read this one secret's value, and nothing else of it or of any other. */
  mayRead(): PolicyStatement {
    return new PolicyStatement({
      actions: ["secretsmanager:GetSecretValue"],
      resources: [this.arn],
    });
  }
}
