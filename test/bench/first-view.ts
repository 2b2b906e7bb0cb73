import { gzipSync } from "node:zlib";
import { fillUntil, sites, type Visitor } from "../functions/sites.ts";
import type { Found } from "./found.ts";

const linked = (html: string, ending: "css" | "js") => [
  ...new Set(
    [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)]
      .map(([, address = ""]) => address)
      .filter((address) => address.endsWith(`.${ending}`)),
  ),
];

const sizeOf = async (visitor: Visitor, address: string) => {
  const { status, text } = await visitor.ask(address);
  if (status !== 200) throw new Error(`${address} was answered ${status}`);
  return { text, bytes: gzipSync(text).length };
};

const sum = (sizes: readonly { readonly bytes: number }[]) =>
  sizes.reduce((all, { bytes }) => all + bytes, 0);

/** A visitor here runs no script at all. @returns whether such a one gets from the first page to the last. */
const sendsWithoutScripts = async () => {
  const on = sites();
  const visitor = on.practitioner();
  try {
    await visitor.ask("/");
    await fillUntil(visitor, "check");
    const { status } = await visitor.post("/request/check");
    return status === 303 && on.shelf.trackers().length === 1;
  } catch {
    return false;
  }
};

/** P7: the bytes of the first page with its style sheet, compressed as the gateway does, and its scripts. */
export const measureFirstView = async (): Promise<Found> => {
  const visitor = sites().practitioner();
  const page = await sizeOf(visitor, "/");
  const all = (ending: "css" | "js") =>
    Promise.all(linked(page.text, ending).map((address) => sizeOf(visitor, address)));
  const [styles, scripts] = [await all("css"), await all("js")];
  if (styles.length === 0) throw new Error("the first page names no style sheet");
  const kilobytes = (page.bytes + sum(styles)) / 1000;
  const needed = (await sendsWithoutScripts()) ? 0 : Math.max(1, scripts.length);
  return {
    measured: [
      {
        id: "P7a",
        name: "first view, compressed, with its style sheet",
        value: kilobytes,
        spread: [kilobytes, kilobytes],
        unit: "kB",
        beside: {
          "page, bytes": page.bytes,
          "style sheet, bytes": sum(styles),
          "scripts that nobody needs, bytes": sum(scripts),
        },
      },
      {
        id: "P7b",
        name: "scripts that a journey needs",
        value: needed,
        spread: [needed, needed],
        unit: "",
      },
    ],
  };
};
