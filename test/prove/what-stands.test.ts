import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { localStage } from "../../infra/stages.ts";
import { type Digest, digestLettersDue, lineOf } from "../../shared/domain/digest.ts";
import { digestContent } from "../../shared/domain/digest-letters.ts";
import { tagFromLetterKey } from "../../shared/mail/letter-tag.ts";
import { mimeOf } from "../../shared/mail/mime.ts";
import { scratchFolder } from "../infra/local/scratch-folder.ts";
import { consultationAt } from "../shared/domain/consultations.ts";
import { lettersTaken } from "./what-stands.ts";

test("a digest that went is the first letter of every request that it lists", async () => {
  const received = consultationAt("2026-11-23T10:00:00Z");
  const references = ["AAAA-AAAA-0001", "AAAA-AAAA-0002"];
  const digest: Digest = {
    name: "2026-11-23T10:00:00Z.hub",
    covers: references.map((reference) => lineOf({ ...received, reference })),
    letters: {},
  };
  const now = consultationAt("2026-11-23T10:02:00Z").receivedAt;
  const [letter] = digestLettersDue(digest, now);
  if (letter === undefined) throw new Error("no digest is due");
  const raw = await mimeOf({
    from: "sender@mash.example",
    to: "duty@mash.example",
    replyTo: "duty@mash.example",
    kind: letter.kind,
    letterKey: letter.key,
    recipient: letter.recipient,
    sentAt: now,
    content: digestContent(digest, letter, localStage),
  });
  const folder = await scratchFolder();
  await mkdir(path.join(folder, "mail"));
  await writeFile(
    path.join(folder, "mail", "00000007-x.json"),
    JSON.stringify({
      at: now,
      raw: raw.toString("base64"),
      tags: { letter: tagFromLetterKey(letter.key) },
    }),
  );
  expect(await lettersTaken(folder)).toEqual(
    references.map((reference) => ({
      number: 7,
      reference,
      key: "new-request/received/duty",
      at: now,
    })),
  );
});
