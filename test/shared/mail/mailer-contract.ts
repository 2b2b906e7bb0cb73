import PostalMime from "postal-mime";
import { afterEach, describe, expect, test } from "vitest";
import type { Mailer } from "../../../shared/mail/mailer.ts";
import { mimeOf } from "../../../shared/mail/mime.ts";
import type { MailFault } from "../../fakes/mailer.ts";
import { envelopeOf, newRequest, overdue } from "./sample-letters.ts";

/** A mailer, and what can be seen and done at its far end. */
export type MailerUnderTest = {
  readonly mailer: Mailer;
  /** The raw letters that were taken, oldest first. */
  readonly taken: () => readonly Buffer[];
  readonly failNext: (fault: MailFault) => void;
  readonly close: () => Promise<void>;
};

/** What every mailer has to do: the fake passes it, and so does the one that speaks to SES. */
export const mailerContract = (name: string, open: () => Promise<MailerUnderTest>): void => {
  describe(`${name} keeps the mailer's contract`, () => {
    const opened: MailerUnderTest[] = [];
    const fresh = async (): Promise<MailerUnderTest> => {
      const mailer = await open();
      opened.push(mailer);
      return mailer;
    };
    afterEach(async () => {
      await Promise.all(opened.splice(0).map(({ close }) => close()));
    });

    test("a letter that is taken arrives once, byte for byte, and has a message id", async () => {
      const { mailer, taken } = await fresh();
      const envelope = envelopeOf(newRequest);
      const { messageId } = await mailer.send(envelope);
      expect(messageId).not.toBe("");
      expect(taken()).toEqual([await mimeOf(envelope)]);
      const parsed = await PostalMime.parse(taken()[0]!);
      expect(parsed.subject).toBe(newRequest.subject);
      expect(parsed.to).toEqual([{ name: "", address: "duty@mash.example" }]);
    });

    test("every letter has a message id of its own", async () => {
      const { mailer, taken } = await fresh();
      const first = await mailer.send(envelopeOf(newRequest));
      const second = await mailer.send(envelopeOf(overdue));
      expect(second.messageId).not.toBe(first.messageId);
      expect(taken()).toHaveLength(2);
    });

    test("the mailer itself never drops or repeats a letter: that is the lease's work", async () => {
      const { mailer, taken } = await fresh();
      await mailer.send(envelopeOf(newRequest));
      await mailer.send(envelopeOf(newRequest));
      expect(taken()).toHaveLength(2);
      expect(taken()[1]).toEqual(taken()[0]);
    });

    test("a letter that is refused rejects, has not left, and can be sent again", async () => {
      const { mailer, taken, failNext } = await fresh();
      failNext("before");
      await expect(mailer.send(envelopeOf(newRequest))).rejects.toThrow();
      expect(taken()).toEqual([]);
      await mailer.send(envelopeOf(newRequest));
      expect(taken()).toHaveLength(1);
    });

    test("a lost answer rejects, although the letter has left once", async () => {
      const { mailer, taken, failNext } = await fresh();
      failNext("after");
      await expect(mailer.send(envelopeOf(newRequest))).rejects.toThrow();
      expect(taken()).toHaveLength(1);
    });

    test("an address that is none rejects, nothing leaves, and the error does not name it", async () => {
      const { mailer, taken } = await fresh();
      const to = "teacher@school.example\r\nBcc: other@elsewhere.example";
      const error = await mailer.send(envelopeOf(newRequest, { to })).catch(String);
      expect(error).toContain("To address");
      expect(error).not.toContain("school");
      expect(taken()).toEqual([]);
    });
  });
};
