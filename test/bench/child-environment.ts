export const tableName = "consultations";

const sealing = "alias/bench-sealing";
const childHash = "alias/bench-child-hash";
export const sealingKeys: readonly string[] = [sealing, childHash];

export type Cloud = { readonly engine: string; readonly aws: string };

/** How a measured process finds the store: nothing of the person's own AWS settings is passed on. */
export const environmentFor = ({ engine, aws }: Cloud): Readonly<Record<string, string>> => ({
  ...bareEnvironment(),
  TABLE_NAME: tableName,
  SEALING_KEY_ID: sealing,
  CHILD_HASH_KEY_ID: childHash,
  TRAIL_LOG_GROUP: "bench-trail",
  SIGN_IN_SECRET: "known-to-everybody",
  AWS_REGION: "eu-west-2",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_EC2_METADATA_DISABLED: "true",
  POWERTOOLS_METRICS_DISABLED: "true",
  POWERTOOLS_LOG_LEVEL: "WARN",
  AWS_ENDPOINT_URL: aws,
  AWS_ENDPOINT_URL_DYNAMODB: engine,
  AWS_ENDPOINT_URL_KMS: aws,
  AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: aws,
});

/** Every system runs as in production: templates are cached, and errors are not explained. */
export const bareEnvironment = (): Readonly<Record<string, string>> => ({
  PATH: process.env["PATH"] ?? "",
  NODE_ENV: "production",
});
