import { createHash } from "node:crypto";
import * as z from "zod";
import { type Instant, isInstant, plusSeconds } from "../domain/instant.ts";
import type { Ids } from "../ports.ts";
import type { Key, Table } from "./table.ts";

export const staffSchema = z.object({
  /** The provider's own, lasting id of the person. */
  id: z.string().min(1),
  name: z.string().min(1),
  email: z.string().min(1),
  role: z.enum(["duty", "manager", "auditor"]),
});

type Known = Readonly<z.infer<typeof staffSchema>>;

const personSchema = staffSchema.extend({
  signedInAt: z.custom<Instant>(isInstant, "not an instant"),
  /** A session that carries another one is none: to change it ends every session of the person. */
  generation: z.string().min(1),
  /** Whether colleagues may pick this person; not when the provider let them in no more. */
  isListed: z.boolean(),
  revision: z.int(),
});

type Person = Readonly<z.infer<typeof personSchema>>;

const day = 24 * 60 * 60;
const shownSeconds = 30 * day;
const keptSeconds = 90 * day;
const mostLosses = 8;
const partition = "people";

/** No session's id has a space in it, so that a person's key is nobody's session. */
const keyOf = (id: string): Key => ({
  pk: `session#${createHash("sha256").update(`person ${id}`).digest("hex")}`,
  sk: "person",
});

const revisionSchema = z.object({ revision: z.int() });

/** Who has signed in, whatever their session: one item for each person. */
export const findPerson = async (table: Table, id: string): Promise<Person | undefined> =>
  personSchema.safeParse(await table.get(keyOf(id))).data;

/** Writes what `change` makes of the person, or nothing when it makes nothing of them. */
const changePerson = async (
  table: Table,
  id: string,
  change: (standing: Person | undefined) => Omit<Person, "revision"> | undefined,
): Promise<void> => {
  for (let lost = 0; lost < mostLosses; lost++) {
    const item = await table.get(keyOf(id));
    const next = change(personSchema.safeParse(item).data);
    if (next === undefined) return;
    // One that cannot be read as a person any more is replaced.
    const revision = revisionSchema.safeParse(item).data?.revision ?? 0;
    const written = await table.put(
      {
        ...keyOf(id),
        ...next,
        ...(next.isListed ? { list: partition, listAt: next.name } : {}),
        expires: Date.parse(plusSeconds(next.signedInAt, keptSeconds)) / 1000,
        revision: revision + 1,
      },
      item === undefined ? { absent: true } : { revision },
    );
    if (written) return;
  }
  throw new Error("a person was written by others again and again");
};

/** A person has signed in. @returns what their new session must carry. */
export const signedInPerson = async (
  { table, ids }: { readonly table: Table; readonly ids: Ids },
  staff: Known,
  now: Instant,
): Promise<string> => {
  let generation = ids.token();
  await changePerson(table, staff.id, (standing) => {
    generation = standing?.generation ?? generation;
    return { ...staff, generation, signedInAt: now, isListed: true };
  });
  return generation;
};

/** What the provider says now of somebody who is signed in. */
export const personIsNow = (table: Table, { id, name, email, role }: Known): Promise<void> =>
  changePerson(table, id, (standing) => {
    const isSame =
      standing?.isListed === true &&
      standing.name === name &&
      standing.email === email &&
      standing.role === role;
    return standing === undefined || isSame
      ? undefined
      : { ...standing, name, email, role, isListed: true };
  });

/** The provider lets this person in no more: nobody is to hand them work until they sign in again. */
export const personIsOut = (table: Table, id: string): Promise<void> =>
  changePerson(table, id, (standing) =>
    standing === undefined ? undefined : { ...standing, isListed: false },
  );

/** Every session of this person is over, on every browser; one opened later is good. */
export const endEverySession = (
  { table, ids }: { readonly table: Table; readonly ids: Ids },
  id: string,
): Promise<void> =>
  changePerson(table, id, (standing) =>
    standing === undefined ? undefined : { ...standing, generation: ids.token() },
  );

/** Who has signed in within the last 30 days, by name: those to whom work can be handed. */
export const knownPeople = async (table: Table, now: Instant): Promise<readonly Known[]> => {
  const people: Person[] = [];
  let after: string | undefined;
  do {
    const page = await table.query({
      index: "list",
      partition,
      ...(after === undefined ? {} : { after }),
    });
    const items = await Promise.all(page.entries.map(({ pk, sk }) => table.get({ pk, sk })));
    people.push(...items.flatMap((item) => personSchema.safeParse(item).data ?? []));
    after = page.next;
  } while (after !== undefined);
  const since = plusSeconds(now, -shownSeconds);
  return people
    .filter(({ isListed, signedInAt }) => isListed && signedInAt > since)
    .map(({ id, name, email, role }) => ({ id, name, email, role }));
};
