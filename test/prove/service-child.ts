import { loadFunctions } from "../../infra/local/functions.ts";
import { startLocal } from "../../infra/local/start-local.ts";
import { isInstant } from "../../shared/domain/instant.ts";

/**
 * The whole service in a process of its own until it is killed: `npm start` with bundles that were made
 * before, because making them takes most of a start. Says where its engine listens.
 */
const [, , port = "", dataFolder = "", bundles = "", startAt = ""] = process.argv;

const said = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

const service = await startLocal({
  port: Number(port),
  dataFolder,
  functions: await loadFunctions(bundles),
  startAt: isInstant(startAt) ? startAt : undefined,
  report: (line) => said({ report: line }),
});
process.once("SIGTERM", async () => {
  await service.close();
  process.exit(0);
});
said({ ready: { engine: process.env["AWS_ENDPOINT_URL_DYNAMODB"], now: service.now() } });
