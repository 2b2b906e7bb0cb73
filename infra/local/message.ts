import PostalMime, { type Address } from "postal-mime";
import type { Instant } from "../../shared/domain/instant.ts";
import type { Fate } from "./mail-faults.ts";
import type { StoredMail } from "./mailbox.ts";

/** One email as the mail viewer shows it, `GET /messages` in the contract of design.md. */
export type Message = {
  readonly id: string;
  /** When it was sent, on the service's clock. */
  readonly at: Instant;
  readonly from: string;
  /** The addresses to which it was really sent, whatever its `To` says. */
  readonly to: readonly string[];
  readonly subject: string;
  /** What becomes of it. */
  readonly does: Fate;
  /** By lower-case name, unfolded, encoded words as they are; a repeated one is joined by ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly {
    readonly name: string;
    readonly type: string;
    readonly text: string;
  }[];
};

const bare = (address: Address | undefined): string | undefined =>
  address?.address ?? address?.group?.[0]?.address;

const gathered = (headers: readonly { readonly key: string; readonly value: string }[]) => {
  const byName = new Map<string, string>();
  for (const { key, value } of headers) {
    const before = byName.get(key);
    byName.set(key, before === undefined ? value : `${before}, ${value}`);
  }
  return byName;
};

/** Reads the MIME text. As SES does, its own id takes the place of the sender's Message-ID. */
export const readMessage = async (mail: StoredMail): Promise<Message> => {
  const email = await PostalMime.parse(Buffer.from(mail.raw, "base64"), {
    attachmentEncoding: "utf8",
  });
  return {
    id: mail.id,
    at: mail.at,
    from: bare(email.from) ?? mail.source ?? "",
    to: mail.destinations,
    subject: email.subject ?? "",
    does: mail.does,
    headers: Object.fromEntries(
      gathered(email.headers).set("message-id", `<${mail.id}@eu-west-2.amazonses.com>`),
    ),
    text: email.text ?? "",
    html: email.html ?? "",
    attachments: email.attachments.map(({ filename, mimeType, content }) => ({
      name: filename ?? "",
      type: mimeType,
      text: typeof content === "string" ? content : "",
    })),
  };
};
