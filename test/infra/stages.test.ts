import { describe, expect, it } from "vitest";
import { stages } from "../../infra/stages.ts";

describe.each(Object.entries(stages))("the deployed stage %s", (_, stage) => {
  const { formAddress, inboxAddress, calendarFeed, signIn, hub } = stage;

  it("has its two sites and its provider on hosts of their own, over TLS", () => {
    const addresses = [formAddress, inboxAddress, signIn.issuer].map((each) => new URL(each));
    expect(addresses.map(({ protocol }) => protocol)).toEqual(["https:", "https:", "https:"]);
    expect(new Set(addresses.map(({ hostname }) => hostname)).size).toBe(3);
  });

  it("has sites that share no cookie: neither host is a part of the other", () => {
    const [form = "", inbox = ""] = [formAddress, inboxAddress].map((each) => new URL(each).host);
    expect([form.endsWith(`.${inbox}`), inbox.endsWith(`.${form}`)]).toEqual([false, false]);
  });

  it("reads bank holidays where the government publishes them", () => {
    expect(calendarFeed).toBe("https://www.gov.uk/bank-holidays.json");
  });

  it("says while addresses and sign-in are only examples", () => {
    const areExamples = /\.example$|00000000-0000/.test(
      `${signIn.issuer} ${signIn.clientId} ${new URL(inboxAddress).hostname}`,
    );
    const admitted = hub.unconfirmed.join(" ");
    expect(areExamples ? admitted : "two sites, staff sign in").toMatch(/two sites.*staff sign in/);
  });
});
