import path from "node:path";
import { createAws } from "../../../infra/local/aws.ts";
import { createKms } from "../../../infra/local/kms.ts";
import { listen, stopListening } from "../../../infra/local/listen.ts";
import { openLogs } from "../../../infra/local/logs.ts";
import { createMailFaults } from "../../../infra/local/mail-faults.ts";
import { openMailbox, type StoredMail } from "../../../infra/local/mailbox.ts";
import { createSes } from "../../../infra/local/ses.ts";
import { at } from "../../../shared/domain/instant.ts";

/** The local SES, KMS and Logs on one free port, as `npm start` runs them. */
export const startAws = async (folder: string, secret: Buffer = Buffer.alloc(32, 7)) => {
  const mailbox = await openMailbox(path.join(folder, "mail"), () => undefined);
  const logs = await openLogs(path.join(folder, "trail.jsonl"));
  const faults = createMailFaults();
  const taken: StoredMail[] = [];
  const server = createAws({
    ses: createSes({
      mailbox,
      clock: () => at("2026-11-24T10:00:00Z"),
      faults,
      taken: (mail) => taken.push(mail),
    }),
    kms: createKms({ secret, keyIds: ["alias/sealing", "alias/hash"] }),
    logs: logs.answer,
  });
  const port = await listen(server, 0);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    mailbox,
    faults,
    taken,
    close: async () => {
      await stopListening(server);
      await logs.close();
    },
  };
};
