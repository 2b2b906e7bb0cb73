import { RemovalPolicy } from "aws-cdk-lib";
import { Key } from "aws-cdk-lib/aws-kms";
import type { Construct } from "constructs";

/** What a service needs of the key under which it keeps data, spelt out: no `kms:GenerateDataKey*`. */
export const useOfKeyAtRest: readonly string[] = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

/** A customer key that rotates and is never lost with its stack: data without its key is gone. */
export const createKeyAtRest = (scope: Construct, description: string): Key =>
  new Key(scope, "Key", {
    description,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN,
  });
