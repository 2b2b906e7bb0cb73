import * as z from "zod";
import type { Staff } from "../../shared/session.ts";
import { localStaff } from "./local-staff.ts";

/** What somebody of the local team is at present: a role, or taken away. */
export type LocalStanding = Staff["role"] | "removed";

const standings = [
  "duty",
  "manager",
  "auditor",
  "removed",
] as const satisfies readonly LocalStanding[];

const changeSchema = z.strictObject({
  id: z.string().refine((id) => localStaff.some((each) => each.id === id)),
  role: z.enum(standings),
});

/** Why nothing was changed, in a sentence. */
export const malformedChange = `Nothing was changed. Send JSON such as {"id":"${localStaff[0].id}","role":"removed"}: the id is one of ${localStaff.map(({ id }) => id).join(", ")}; the role one of ${standings.join(", ")}.`;

/** The team as the provider knows it, until it stops: people can be taken away and given other roles. */
export const createLocalPeople = () => {
  const changed = new Map<string, LocalStanding>();
  const all = () =>
    localStaff.map(({ role, ...person }) => ({
      ...person,
      standing: changed.get(person.id) ?? role,
    }));
  return {
    all,
    /** Somebody who can sign in. */
    find: (id: string | undefined): Staff | undefined => {
      const found = all().find((each) => each.id === id);
      if (found === undefined || found.standing === "removed") return undefined;
      const { standing: role, ...person } = found;
      return { ...person, role };
    },
    /** @returns what was changed, or undefined when it names nobody or no role. */
    change: (said: unknown) => {
      const { data } = changeSchema.safeParse(said);
      if (data !== undefined) changed.set(data.id, data.role);
      return data;
    },
  };
};
