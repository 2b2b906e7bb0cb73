/** Picks a person on the local provider's page. @returns the return's path and query. */
export const choosePerson = async (address: string, name: string): Promise<string> => {
  const page = await (await fetch(address)).text();
  const links = [...page.matchAll(/<a href="([^"]+)">([^<]+)<\/a>/g)];
  const [, link = ""] = links.find(([, , text]) => text?.startsWith(name)) ?? [];
  const picked = await fetch(new URL(link.replaceAll("&amp;", "&"), address), {
    redirect: "manual",
  });
  const back = new URL(picked.headers.get("location") ?? "about:blank");
  return `${back.pathname}${back.search}`;
};
