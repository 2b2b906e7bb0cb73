import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { failure11 } from "../local/answer.ts";
import { createAws } from "../local/aws.ts";
import { dataFiles } from "../local/data-folder.ts";
import { startEngine } from "../local/engine.ts";
import { createKms } from "../local/kms.ts";
import { LOOPBACK, listen, stopListening } from "../local/listen.ts";
import { localKey } from "../local/local-key.ts";
import { openLogs } from "../local/logs.ts";

/** What the scratch parts are called: as on a developer's machine. */
export const scratchNames = {
  TABLE_NAME: "consultations",
  TRAIL_LOG_GROUP: "local-trail",
  SEALING_KEY_ID: "alias/local-sealing",
  CHILD_HASH_KEY_ID: "alias/local-child-hash",
};

/** An engine and a trail of their own, in a folder that is gone afterwards. */
export type Scratch = {
  readonly engine: string;
  readonly aws: string;
  readonly close: () => Promise<void>;
};

/** Nobody's data is in the folder before `trail` is written there. */
export const openScratch = async (
  trail: readonly string[],
  report: (line: string) => void,
): Promise<Scratch> => {
  const folder = await mkdtemp(path.join(tmpdir(), "restore-"));
  const trailFile = path.join(folder, dataFiles.trail);
  await writeFile(trailFile, trail.map((line) => `${line}\n`).join(""));
  const engine = await startEngine({ folder, tableName: scratchNames.TABLE_NAME, report });
  const logs = await openLogs(trailFile);
  const kms = createKms({
    secret: await localKey(folder, false),
    keyIds: [scratchNames.SEALING_KEY_ID, scratchNames.CHILD_HASH_KEY_ID],
  });
  const server = createAws({
    ses: async () => failure11("UnknownOperationException", "A rehearsal sends no letters."),
    kms,
    logs: logs.answer,
  });
  return {
    engine: engine.endpoint,
    aws: `http://${LOOPBACK}:${await listen(server, 0)}`,
    close: async () => {
      await stopListening(server);
      await logs.close();
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};
