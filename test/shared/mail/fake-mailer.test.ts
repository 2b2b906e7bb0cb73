import { fakeMailer } from "../../fakes/mailer.ts";
import { mailerContract } from "./mailer-contract.ts";

mailerContract("the fake mailer", async () => {
  const mailer = fakeMailer();
  return {
    mailer,
    taken: () => mailer.sent.map(({ raw }) => raw),
    failNext: mailer.failNext,
    close: async () => undefined,
  };
});
