import * as z from "zod";
import { digest } from "../domain/history.ts";
import { type Instant, isInstant, plusSeconds } from "../domain/instant.ts";
import { type Keys, open, SealBroken, seal } from "./seal.ts";
import type { Table } from "./table.ts";

const keptForSeconds = 7 * 24 * 3600;
const mostLosses = 8;

const formSchema = z.object({
  at: z.custom<Instant>(isInstant, "not an instant"),
  version: z.int(),
  sealed: z.string(),
});

const itemSchema = z.object({
  revision: z.int(),
  forms: z.record(z.string(), formSchema),
});

const typedSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** A form that somebody has begun about a consultation and not sent: nothing of it is recorded. */
export type Unfinished = {
  readonly act: string;
  readonly at: Instant;
  /** The version that its page showed: going on with it later must not hide what changed meanwhile. */
  readonly version: number;
};

export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** Each worker's begun forms about a consultation, which nobody else sees. */
const keyOf = (reference: string, staffId: string) => ({
  pk: `unfinished#${reference}`,
  sk: digest(staffId),
});

const secondsSince1970 = (instant: Instant) => Date.parse(instant) / 1000;

/**
 * What a worker has typed into forms about a consultation, kept while it is typed so that a dropped
 * connection loses nothing: one of each act. Sealed; gone after seven days, or when it is recorded.
 */
export const unfinishedForms = ({
  table,
  keys,
}: {
  readonly table: Table;
  readonly keys: Keys;
}) => {
  const standing = async (reference: string, staffId: string, now: Instant) => {
    const { data } = itemSchema.safeParse(await table.get(keyOf(reference, staffId)));
    const since = plusSeconds(now, -keptForSeconds);
    const forms = Object.entries(data?.forms ?? {}).filter(([, { at }]) => at > since);
    return { revision: data?.revision ?? 0, forms: Object.fromEntries(forms) };
  };

  /** Two tabs can write at once: neither may take away what the other has kept. */
  const change = async (
    reference: string,
    staffId: string,
    now: Instant,
    next: (
      forms: Readonly<Record<string, z.infer<typeof formSchema>>>,
    ) => Readonly<Record<string, z.infer<typeof formSchema>>> | undefined,
  ): Promise<void> => {
    for (let lost = 0; lost < mostLosses; lost++) {
      const { revision, forms } = await standing(reference, staffId, now);
      const changed = next(forms);
      if (changed === undefined) return;
      const written = await table.put(
        {
          ...keyOf(reference, staffId),
          forms: changed,
          revision: revision + 1,
          expires: secondsSince1970(plusSeconds(now, keptForSeconds)),
        },
        revision === 0 ? { absent: true } : { revision },
      );
      if (written) return;
    }
    throw new Error("a begun form was written by others again and again");
  };

  const keep = async (
    reference: string,
    staffId: string,
    { act, at, version }: Unfinished,
    typed: Typed,
  ): Promise<void> => {
    const sealed = await seal(keys, { reference, part: "unfinished" }, typed);
    await change(reference, staffId, at, (forms) => ({ ...forms, [act]: { at, version, sealed } }));
  };

  /** All that this worker has begun about it, the latest first. */
  const begun = async (
    reference: string,
    staffId: string,
    now: Instant,
  ): Promise<readonly Unfinished[]> => {
    const { forms } = await standing(reference, staffId, now);
    return Object.entries(forms)
      .map(([act, { at, version }]) => ({ act, at, version }))
      .toSorted((a, b) => (a.at < b.at ? 1 : -1));
  };

  /** One that does not open is as good as none: it must not keep anybody from the page. */
  const find = async (
    reference: string,
    staffId: string,
    act: string,
    now: Instant,
  ): Promise<(Unfinished & { readonly typed: Typed }) | undefined> => {
    const { forms } = await standing(reference, staffId, now);
    const form = forms[act];
    if (form === undefined) return undefined;
    try {
      const opened = await open(keys, { reference, part: "unfinished" }, form.sealed);
      return { act, at: form.at, version: form.version, typed: typedSchema.parse(opened) };
    } catch (thrown) {
      if (!(thrown instanceof SealBroken)) throw thrown;
      return undefined;
    }
  };

  /** The form of this act was recorded, or begun anew: the others stay. */
  const finished = (reference: string, staffId: string, act: string, now: Instant): Promise<void> =>
    change(reference, staffId, now, (forms) => {
      if (forms[act] === undefined) return undefined;
      const { [act]: _, ...others } = forms;
      return others;
    });

  return { keep, begun, find, finished };
};
