import { failure11 } from "../../../infra/local/answer.ts";
import { createAws } from "../../../infra/local/aws.ts";
import { createKms } from "../../../infra/local/kms.ts";
import { listen, stopListening } from "../../../infra/local/listen.ts";

export const absent = async () => failure11("UnknownOperationException", "Only KMS answers here.");

/** The local KMS on a free port. Two with the same secret open each other's keys. */
export const startKms = async (secret: Buffer) => {
  const kms = createKms({ secret, keyIds: ["alias/sealing", "alias/hash"] });
  const server = createAws({ ses: absent, logs: absent, kms });
  const port = await listen(server, 0);
  return { endpoint: `http://127.0.0.1:${port}`, close: () => stopListening(server) };
};

/** Points the SDK of this process at an endpoint, as `npm start` does, until `restore`. */
export const sdkAt = (variable: string, endpoint: string) => {
  const wanted = {
    AWS_REGION: "eu-west-2",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    [variable]: endpoint,
  };
  const before = new Map(Object.keys(wanted).map((name) => [name, process.env[name]]));
  Object.assign(process.env, wanted);
  return () => {
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  };
};
