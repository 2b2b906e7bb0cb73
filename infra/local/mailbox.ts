import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { isInstant } from "../../shared/domain/instant.ts";
import { writeDurably } from "./durable-file.ts";
import { fateSchema } from "./mail-faults.ts";

const storedMail = z.object({
  /** The id that the sender was given. */
  id: z.string(),
  /** When it was taken, on the service's clock. */
  at: z.string().refine(isInstant),
  source: z.string().optional(),
  destinations: z.array(z.string()),
  tags: z.record(z.string(), z.string()),
  configurationSet: z.string().optional(),
  /** What becomes of it. */
  does: fateSchema.default("deliver"),
  /** The MIME text as it was sent, base64. */
  raw: z.string(),
});

/** One email as the local SES took it. */
export type StoredMail = Readonly<z.infer<typeof storedMail>>;

export type Mailbox = {
  /** Resolves once the email is on the disk. */
  readonly put: (mail: StoredMail) => Promise<void>;
  /** Oldest first. */
  readonly all: () => readonly StoredMail[];
};

const parsed = (json: string): StoredMail | undefined => {
  try {
    return storedMail.safeParse(JSON.parse(json)).data;
  } catch {
    return undefined;
  }
};

/** One file for each email, numbered in the order in which they came; kept across restarts. */
export const openMailbox = async (
  folder: string,
  report: (line: string) => void,
): Promise<Mailbox> => {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(folder)).sort();
  const kept: StoredMail[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    if (name.endsWith(".part")) {
      await rm(file, { force: true });
      continue;
    }
    const mail = parsed(await readFile(file, "utf8"));
    if (mail === undefined) report(`The email in ${file} cannot be read and is left out.`);
    else kept.push(mail);
  }
  const arrived = new Map<number, StoredMail>(kept.map((mail, n) => [n, mail]));
  const numbers = names.map((name) => Number.parseInt(name, 10)).filter(Number.isSafeInteger);
  let next = Math.max(kept.length, 0, ...numbers.slice(-1)) + 1;
  return {
    put: async (mail) => {
      const number = next++;
      const name = `${String(number).padStart(8, "0")}-${mail.id}.json`;
      await writeDurably(path.join(folder, name), `${JSON.stringify(mail)}\n`);
      arrived.set(number, mail);
    },
    all: () => [...arrived].sort(([a], [b]) => a - b).map(([, mail]) => mail),
  };
};
