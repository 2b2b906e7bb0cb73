import { startEngine } from "../../../infra/local/engine.ts";

/** A process of its own that runs the engine until it is killed; says where it listens. */
const [, , folder = "", tableName = ""] = process.argv;
const { endpoint, check } = await startEngine({ folder, tableName, report: () => undefined });
process.stdout.write(`${JSON.stringify({ endpoint, check })}\n`);
