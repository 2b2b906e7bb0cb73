/**
 * What proves to the provider that it is us: kept in Secrets Manager, where it can be changed without a
 * deployment, and named by its ARN. Anything else is the secret itself, as on a developer's machine.
 */
export const signInSecret = async (named: string): Promise<string> => {
  if (!named.startsWith("arn:")) return named;
  const { GetSecretValueCommand, SecretsManagerClient } = await import(
    "@aws-sdk/client-secrets-manager"
  );
  const { SecretString } = await new SecretsManagerClient({
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  }).send(new GetSecretValueCommand({ SecretId: named }));
  if (SecretString === undefined || SecretString === "")
    throw new Error("the sign-in secret is empty");
  return SecretString;
};
