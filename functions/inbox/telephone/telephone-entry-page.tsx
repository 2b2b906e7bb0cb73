import type { Hub } from "../../../shared/domain/hub.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import { pages, type Question } from "../../../shared/domain/questions.ts";
import { dateTimeWords } from "../../../shared/domain/time-words.ts";
import { errorSummary } from "../../../shared/pages/error-summary.tsx";
import type { FormError } from "../../../shared/pages/form-errors.ts";
import { button } from "../../../shared/pages/generated/components.ts";
import { questionField } from "../../../shared/pages/question-field.tsx";
import { page } from "../../../shared/pages/shell.tsx";
import type { Staff } from "../../../shared/session.ts";
import { resumedForm } from "../resumed-form.tsx";
import { signOut } from "../sign-in/sign-out.tsx";
import { siteOf } from "../site.ts";
import { typedBy, typedByField } from "../typed-by.ts";
import { callTimeFields } from "./call-time.ts";

/** The address of the page, and of its form. */
export const telephoneAddress = "/telephone";

/** The field of the random key by which one form makes one consultation. */
export const keyField = "entryKey";

/** What cannot wait, then whom to ring back if the line goes dead, then the rest as the form asks it. */
const askedFirst: readonly string[] = ["danger", "about-you"];

const sections = [
  ...askedFirst.flatMap((first) => pages.filter(({ id }) => id === first)),
  ...pages.filter(({ id }) => !askedFirst.includes(id)),
];

/** The questions in the order in which they stand on the page. */
export const asSpoken = (catalogue: readonly Question[]): readonly Question[] =>
  sections.flatMap(({ id }) => catalogue.filter((question) => question.page === id));

const onlyIfItApplies = "Only if it applies: leave it empty otherwise.";

/** A question with one answer is no question: it is something that the caller must have heard. */
const isTold = ({ kind }: Question) =>
  kind.type === "choice" && kind.and === undefined && kind.options.length === 1;

/** The question as it stands, with what whoever reads it out must know. */
const readOut = (question: Question): Question => {
  const hints = [
    ...(question.askedWhen === undefined ? [] : [onlyIfItApplies]),
    ...(isTold(question) ? ["Tell them this."] : []),
    ...(question.hint === undefined ? [] : [question.hint]),
  ];
  return hints.length === 0 ? question : { ...question, hint: hints.join(" ") };
};

type EntryForm = {
  readonly key: string;
  readonly typed: Readonly<Record<string, unknown>>;
  /** The deadline that is counted from the call, in words. */
  readonly due: string;
  readonly catalogue: readonly Question[];
  readonly errors?: readonly FormError[];
  /** The same form was entered before, with other answers. */
  readonly enteredAs?: string;
  /** It came without the key that the page gives it. */
  readonly lostKey?: boolean;
  /** What stands in the fields was typed then, and not entered. */
  readonly resumedFrom?: Instant | undefined;
  /** Other calls that this person has begun to enter. */
  readonly begun?: readonly { readonly key: string; readonly at: Instant }[];
};

const notice = ({ enteredAs, lostKey }: EntryForm) => {
  if (enteredAs !== undefined)
    return (
      <div class="govuk-inset-text">
        <p class="govuk-body">
          This form was entered already, as{" "}
          <a class="govuk-link app-reference" href={`/consultations/${enteredAs}`}>
            {enteredAs}
          </a>
          . What you changed since then is not recorded there.
        </p>
        <p class="govuk-body">
          What you typed is below. Press Enter consultation again only if this is another call: it
          is then entered as another consultation.
        </p>
      </div>
    );
  return lostKey === true ? (
    <div class="govuk-inset-text">
      Nothing was recorded yet. Check what you typed, and press Enter consultation again.
    </div>
  ) : null;
};

/**
 * The whole catalogue on one page, so that a call can go where it goes. It stands there whole after a mistake
 * too: which questions are asked hangs on answers that are about to be put right, and without a script a
 * question that was taken away would take with it what was typed, and come back only one post later.
 */
export const telephoneEntryPage = (
  { hub, staff }: { readonly hub: Hub; readonly staff: Staff },
  form: EntryForm,
): string => {
  const { key, typed, due, catalogue, errors = [] } = form;
  const stateOf = (id: string) => ({
    hub,
    value: typed[id],
    error: errors.find(({ field }) => field === id)?.message,
    due,
    forSomebodyElse: true,
  });
  return page(
    {
      ...siteOf(hub, staff),
      title: "Telephone consultation",
      back: "/",
      error: errors.length > 0,
      afterMain: signOut,
    },
    <>
      {errors.length > 0 ? errorSummary(errors, [...callTimeFields, ...catalogue]) : null}
      <h1 class="govuk-heading-xl">Enter a telephone consultation</h1>
      {notice(form)}
      {form.resumedFrom === undefined
        ? null
        : resumedForm(
            telephoneAddress,
            form.resumedFrom,
            <input type="hidden" name={keyField} value={key} />,
          )}
      {(form.begun ?? []).map(({ key: other, at }) => (
        <p class="govuk-body">
          {`You began to enter another call at ${dateTimeWords(at)}. `}
          <a class="govuk-link" href={`${telephoneAddress}?begun=${other}`}>
            Go on with it
          </a>
        </p>
      ))}
      <p class="govuk-body">
        Tell the caller first: this is recorded, and professionals are not anonymous to us.
      </p>
      <p class="govuk-body">
        Then read the questions out as they stand. They speak to the caller: “you” and “I” are the
        practitioner, and “we” is the hub.
      </p>
      <form
        method="post"
        action={telephoneAddress}
        data-keep={`${telephoneAddress}/keep`}
        novalidate
      >
        <input type="hidden" name={keyField} value={key} />
        <input type="hidden" name={typedByField} value={typedBy(staff)} />
        <h2 class="govuk-heading-l">When did they ring?</h2>
        <p class="govuk-body">
          The day by which we call them is counted from here. “Today” and “the next working day” in
          the questions are counted from here too.
        </p>
        {callTimeFields.map((field) => questionField(field, stateOf(field.id)))}
        {sections.map((section) => {
          const own = catalogue.filter((question) => question.page === section.id);
          return own.length === 0 ? null : (
            <>
              <h2 class="govuk-heading-l">{section.title}</h2>
              {"intro" in section ? <p class="govuk-body">{section.intro}</p> : null}
              {own.map((question) => questionField(readOut(question), stateOf(question.id)))}
            </>
          );
        })}
        <div class="govuk-button-group">
          {button({ text: "Enter consultation", preventDoubleClick: true })}
          {button({
            text: "Finish later",
            classes: "govuk-button--secondary",
            attributes: { formaction: `${telephoneAddress}/keep` },
          })}
        </div>
        <p class="govuk-hint" role="status" data-kept />
      </form>
    </>,
  );
};
