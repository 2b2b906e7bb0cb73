import type { Visitor } from "../../../functions/sites.ts";

/** Signs somebody in: from the inbox to the provider's page, to their name on it, and back. */
export const signIn = async (
  browser: Visitor,
  elsewhere: Readonly<Record<string, string>>,
  person: string,
): Promise<void> => {
  const asks = await browser.ask("/sign-in");
  const known = Object.entries(elsewhere).find(([address]) => asks.location.startsWith(address));
  if (known === undefined)
    throw new Error(`${asks.status} leads to ${asks.location}: ${asks.text}`);
  const [address, here] = known;
  const chosen = await fetch(here + asks.location.slice(address.length));
  const link = new RegExp(`href="([^"]*person=${person})"`).exec(await chosen.text())?.[1];
  if (link === undefined) throw new Error(`the provider does not offer ${person}`);
  const back = await fetch(new URL(link.replaceAll("&amp;", "&"), here), { redirect: "manual" });
  const returned = await browser.ask(back.headers.get("location") ?? "");
  if (returned.status !== 303) throw new Error(`${returned.status} on return: ${returned.text}`);
};
