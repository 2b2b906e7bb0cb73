import path from "node:path";
import { failure11 } from "../../infra/local/answer.ts";
import { createAws } from "../../infra/local/aws.ts";
import { startEngine } from "../../infra/local/engine.ts";
import { createKms } from "../../infra/local/kms.ts";
import { LOOPBACK, listen } from "../../infra/local/listen.ts";
import { openLogs } from "../../infra/local/logs.ts";
import { answerParent } from "./answer-parent.ts";
import { sealingKeys, tableName } from "./child-environment.ts";

/**
 * What would be the cloud's, in a process of its own and the same one for every system that is measured:
 * the store on disk, the keys, the trail. No letters go out: a journey ends when the request is stored.
 */
const [, , folder = ""] = process.argv;

const engine = await startEngine({ folder, tableName, report: () => undefined });
const logs = await openLogs(path.join(folder, "trail.jsonl"));
const aws = createAws({
  ses: async () => failure11("ServiceUnavailable", "No letters are sent here."),
  kms: createKms({ secret: Buffer.alloc(32, 7), keyIds: sealingKeys }),
  logs: logs.answer,
});
const port = await listen(aws, 0);
answerParent({ engine: engine.endpoint, aws: `http://${LOOPBACK}:${port}` });
