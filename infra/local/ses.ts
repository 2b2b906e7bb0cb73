import { randomUUID } from "node:crypto";
import type { Clock } from "../../shared/ports.ts";
import type { Answer } from "./answer.ts";
import type { MailFaults } from "./mail-faults.ts";
import type { Mailbox, StoredMail } from "./mailbox.ts";

const namespace = "http://ses.amazonaws.com/doc/2010-12-01/";

const escaped = (text: string) =>
  text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);

const xml = (status: number, body: string): Answer => ({ status, type: "text/xml", body });

const failed = (code: string, message: string, status = 400): Answer =>
  xml(
    status,
    `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
  );

const sent = (messageId: string): Answer =>
  xml(
    200,
    `<SendRawEmailResponse xmlns="${namespace}"><SendRawEmailResult><MessageId>${messageId}</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></SendRawEmailResponse>`,
  );

/** `<list>.member.1`, `.2`, … as AWS's query protocol numbers them. */
const members = (form: URLSearchParams, list: string, field = ""): readonly string[] => {
  const values: string[] = [];
  for (let n = 1; ; n++) {
    const value = form.get(`${list}.member.${n}${field}`);
    if (value === null) return values;
    values.push(value);
  }
};

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });

/**
 * SES (version 1, query protocol) on this machine: takes `SendRawEmail`, keeps the email on the disk
 * before it answers, sends nothing anywhere. Whatever else it is asked it refuses at once, as SES does.
 * What becomes of a letter, `faults` say; `taken` hears of each that was kept, and `gone` when the sender
 * has given up.
 */
export const createSes =
  ({
    mailbox,
    clock,
    faults,
    taken,
  }: {
    readonly mailbox: Mailbox;
    readonly clock: Clock;
    readonly faults: MailFaults;
    readonly taken: (mail: StoredMail) => void;
  }) =>
  async (body: Buffer, gone: AbortSignal): Promise<Answer> => {
    const form = new URLSearchParams(body.toString("utf8"));
    const action = form.get("Action");
    if (action !== "SendRawEmail")
      return failed("InvalidAction", `The local SES takes SendRawEmail only, not ${action ?? ""}.`);
    const raw = form.get("RawMessage.Data");
    if (raw === null || raw === "")
      return failed("ValidationError", "RawMessage.Data is missing or empty.");
    const destinations = members(form, "Destinations");
    if (destinations.length === 0)
      return failed("InvalidParameterValue", "The local SES wants Destinations.");
    const does = destinations.map(faults.fateOf).find((fate) => fate !== "deliver") ?? "deliver";
    if (does === "hang") await untilAborted(gone);
    if (does === "hang" || does === "fail")
      return failed("ServiceUnavailable", "The local SES was told to fail.", 503);
    const names = members(form, "Tags", ".Name");
    const values = members(form, "Tags", ".Value");
    const source = form.get("Source");
    const configurationSet = form.get("ConfigurationSetName");
    const id = `0102-${randomUUID()}-000000`;
    const mail: StoredMail = {
      id,
      at: clock(),
      destinations: [...destinations],
      tags: Object.fromEntries(names.map((name, n) => [name, values[n] ?? ""])),
      does,
      raw,
      ...(source === null ? {} : { source }),
      ...(configurationSet === null ? {} : { configurationSet }),
    };
    await mailbox.put(mail);
    taken(mail);
    return sent(id);
  };
