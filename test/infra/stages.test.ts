import { describe, expect, it } from "vitest";
import { stages } from "../../infra/stages.ts";

describe("the examples", () => {
  const deployed = Object.values(stages);

  it("are two stages at least, of two hubs that share no name, number, mailbox, hours or authority", () => {
    expect(deployed.length).toBeGreaterThanOrEqual(2);
    const hubs = [...new Set(deployed.map(({ hub }) => hub))];
    expect(hubs.length).toBeGreaterThanOrEqual(2);
    const own = hubs.map(
      ({ name, telephone, emergencyDutyTeam, mailboxes, authorities, ...hub }) => [
        name,
        telephone,
        emergencyDutyTeam.telephone,
        ...Object.values(mailboxes),
        ...authorities.flatMap(({ id, ...authority }) => [id, authority.name]),
        JSON.stringify(hub.hours),
        hub.ruleSet,
        hub.privacy.controller,
        JSON.stringify(hub.retentionYears),
      ],
    );
    const all = own.flat();
    expect(all.filter((each, index) => all.indexOf(each) < index)).toEqual([]);
  });

  it("are stages that share nothing: no address, no name", () => {
    const all = deployed.flatMap(({ stage, formAddress, inboxAddress }) => [
      stage,
      formAddress,
      inboxAddress,
    ]);
    expect(new Set(all).size).toBe(all.length);
  });
});

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
