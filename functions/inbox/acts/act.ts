import type { FieldError } from "../../../shared/domain/answers.ts";
import type { StaffCommand } from "../../../shared/domain/commands.ts";
import type { Consultation, SealedRef } from "../../../shared/domain/consultation.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import type { Field } from "../../../shared/domain/questions.ts";
import type { WorkingTime } from "../../../shared/domain/working-time.ts";
import type { Staff } from "../../../shared/session.ts";
import type { RecordTexts } from "../../../shared/store/records.ts";

export type Who = Pick<StaffCommand, "by" | "version">;

/** What a command may need of the store before it can be carried out. */
export type Prepare = {
  /** Puts texts beside the consultation, sealed, and names them. */
  readonly seal: (part: "words" | "advice", texts: RecordTexts) => Promise<SealedRef>;
  /** Keyed hash of a child's name and birth date. */
  readonly hash: (text: string) => Promise<string>;
};

/** What a form is made from, besides the consultation. */
export type ActContext = {
  readonly hub: Hub;
  readonly now: Instant;
  /** London date. */
  readonly today: string;
  readonly working: WorkingTime;
  readonly staff: Staff;
  /** Colleagues to whom work can be given. */
  readonly people: readonly Staff[];
  /** Another consultation that the address names: what this one is a duplicate of. */
  readonly other?: string | undefined;
};

export type Planned =
  | { readonly errors: readonly FieldError[] }
  /** Texts are sealed only when the command is about to be carried out. */
  | { readonly command: (who: Who, prepare: Prepare) => Promise<StaffCommand> };

/** One act with a form of its own: its page, its fields, and the command that it makes. */
export type Act = {
  readonly title: string;
  readonly button: string;
  /** Said above the fields. */
  readonly intro?: (consultation: Consultation, context: ActContext) => string | undefined;
  readonly managerOnly?: boolean;
  readonly fields: (consultation: Consultation, context: ActContext) => readonly Field[];
  /** What stands in the fields before anything is typed. */
  readonly prefilled?: (
    consultation: Consultation,
    context: ActContext,
  ) => Readonly<Record<string, string>>;
  readonly plan: (
    consultation: Consultation,
    typed: Readonly<Record<string, unknown>>,
    context: ActContext,
  ) => Planned;
};

/** A field that may be left empty. */
export const optional = { must: "no", missing: "" } as const;

/** Whether a text is one of an object's own keys. */
export const isKeyOf = <Words extends object>(
  words: Words,
  key: string | undefined,
): key is keyof Words & string => key !== undefined && Object.hasOwn(words, key);
