import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { formRows, inboxRows, type RouteRow } from "./every-route.ts";
import { brokenEscapes, hostileValues, mark, markupIn } from "./hostile-values.ts";
import { fillUntil, morgan, type Sites, sites, type Visitor } from "./sites.ts";

const repository = path.join(import.meta.dirname, "../..");

const named = [
  /req\.query\("([\w-]+)"\)/g,
  /\b(?:asked|fields|searchParams)\.(?:get|getAll|has)\("([\w-]+)"\)/g,
];

/** The names of fields that the code reads anywhere by name, in an address or in a form. */
const namesInCode = async (): Promise<readonly string[]> => {
  const files = await readdir(path.join(repository, "functions"), { recursive: true });
  const sources = await Promise.all(
    files
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => readFile(path.join(repository, "functions", file), "utf8")),
  );
  return sources.flatMap((text) =>
    named.flatMap((shape) => [...text.matchAll(shape)].map(([, name = ""]) => name)),
  );
};

/** The names of all fields of a page's forms. */
const namesOn = (page: string) =>
  [...page.matchAll(/<(?:input|textarea|select|button)\b[^>]*\sname="([^"]+)"/g)].map(
    ([, name = ""]) => name,
  );

/** One consultation under way, somebody who may do everything in the inbox, and a form that is filled in. */
const ready = async () => {
  const on = sites();
  const reference = await on.received();
  const manager = await on.staff(morgan);
  await manager.post(`/consultations/${reference}/claim`, { version: "1" });
  const practitioner = on.practitioner();
  await fillUntil(practitioner, "check");
  await practitioner.post("/status", { reference, email: "sam@example-primary.example" });
  return { on, reference, manager, practitioner };
};

type Ready = Awaited<ReturnType<typeof ready>>;

const isApi = ({ path: at }: RouteRow) => at.startsWith("/api/");

const rowsOf = [
  ...formRows.map((row) => ({ row, site: "form" as const })),
  ...inboxRows.map((row) => ({ row, site: "inbox" as const })),
];

type Placed = (typeof rowsOf)[number];

const browserOf = ({ manager, practitioner }: Ready, { site }: Placed): Visitor =>
  site === "inbox" ? manager : practitioner;

const standing = ({ shelf }: Sites) => JSON.stringify(shelf.inner.items());

/** What must hold of an answer to whatever was sent. */
const expectHarmless = (
  { on }: Ready,
  answer: Awaited<ReturnType<Visitor["ask"]>>,
  about: string,
) => {
  const { status, headers, text, location } = answer;
  expect(status, about).not.toBe(500);
  expect(status, about).toBeGreaterThanOrEqual(200);
  if (/html/.test(headers.get("content-type") ?? "")) expect(markupIn(text), about).toEqual([]);
  expect(JSON.stringify([...headers]).includes(mark), `${about}: ${location}`).toBe(false);
  // A way out of the site is only ever the provider's.
  expect(location === "" || /^\/(?![/\\])/.test(location), `${about}: ${location}`).toBe(true);
  expect(headers.get("x-content-type-options"), about).toBe("nosniff");
  expect(headers.getSetCookie().join().includes(mark), about).toBe(false);
  expect(JSON.stringify(on.lines).includes(mark), `${about}: the log`).toBe(false);
};

const fixed = (given: Ready, { row }: Placed) =>
  row.path.replace(/\{reference\}|0000-0000-0000/, given.reference);

/** The address with one of its parameters in place of another, as it stands in the route. */
const withParameter = (given: Ready, placed: Placed, at: number, value: string) => {
  const parts = placed.row.route.replace(/^\w+ /, "").split("/");
  const known = fixed(given, placed).split(/[?#]/)[0]?.split("/") ?? [];
  return parts.map((part, place) => (place === at ? value : (known[place] ?? part))).join("/");
};

const parametersOf = ({ row }: Placed) =>
  row.route
    .replace(/^\w+ /, "")
    .split("/")
    .flatMap((part, place) => (part.startsWith(":") ? [place] : []));

const send = (
  given: Ready,
  placed: Placed,
  address: string,
  fields: readonly (readonly [string, string])[],
) => {
  const { row } = placed;
  const { ask, post } = browserOf(given, placed);
  if (row.method === "POST" && isApi(row))
    return ask(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Idempotency-Key": "not a key" },
      body: JSON.stringify(Object.fromEntries(fields)),
    });
  return row.method === "POST" ? post(address, fields) : ask(address, { method: row.method });
};

describe("hostile values in every field of every route", () => {
  let names: readonly string[] = [];
  let given: Ready;
  beforeAll(async () => {
    given = await ready();
    const pages = await Promise.all(
      rowsOf
        .filter(({ row }) => row.method === "GET" && !isApi(row))
        .map((placed) => browserOf(given, placed).ask(fixed(given, placed))),
    );
    names = [
      ...new Set([
        ...(await namesInCode()),
        ...pages.filter(({ status }) => status === 200).flatMap(({ text }) => namesOn(text)),
      ]),
    ].toSorted();
  });

  test("are tried in every name that the code reads or a page has", () => {
    expect(names).toEqual(
      expect.arrayContaining([
        ...["month", "after", "page", "to", "other", "begun", "person", "reference", "day-day"],
        ...["version", "typedBy", "advice", "reasons", "result", "number", "kept", "code", "from"],
        ...["socialWorker", "breachBecause", "heldBecause", "rangAt", "entryKey", "show", "said"],
      ]),
    );
    expect(names.length).toBeGreaterThan(90);
    // All of them fit into one form, or the form would be refused for its length alone.
    expect(names.length).toBeLessThan(200);
  });

  test.each(rowsOf.filter(({ row }) => row.path !== "/leave" && !row.path.includes("/sign-out")))(
    "of the $site: $row.route, $row.path",
    async (placed) => {
      given = await ready();
      const { row } = placed;
      for (const [kind, value] of hostileValues) {
        const about = `${row.route} with ${kind}`;
        const query = new URLSearchParams(names.map((name): [string, string] => [name, value]));
        const own = fixed(given, placed);
        const address = `${own.split("?")[0]}?${query}`;
        const fields = names.map((name) => [name, value] as const);
        expectHarmless(given, await send(given, placed, address, fields), about);
        for (const at of parametersOf(placed)) {
          const inPath = withParameter(given, placed, at, encodeURIComponent(value));
          expectHarmless(given, await send(given, placed, inPath, []), `${about} in the path`);
        }
      }
      for (const broken of brokenEscapes) {
        const about = `${row.route} with ${broken}`;
        const address = `${fixed(given, placed).split("?")[0]}?${names
          .slice(0, 30)
          .map((name) => `${name}=${broken}`)
          .join("&")}`;
        expectHarmless(given, await send(given, placed, address, []), about);
        for (const at of parametersOf(placed)) {
          const inPath = withParameter(given, placed, at, broken);
          expectHarmless(given, await send(given, placed, inPath, []), `${about} in the path`);
        }
      }
      expect(JSON.stringify(given.on.shelf.trail.entries).includes(mark)).toBe(false);
      expect(standing(given.on).includes(mark), row.route).toBe(false);
      // The form was filled in before: it may be sent, as it was.
      const sent = row.route === "POST /request/check" ? 1 : 0;
      expect(given.on.shelf.trackers()).toHaveLength(1 + sent);
    },
  );
});
