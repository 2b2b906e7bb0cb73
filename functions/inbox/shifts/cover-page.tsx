import type { Worker } from "../../../shared/domain/consultation.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import {
  button,
  errorSummary,
  select,
  warningText,
} from "../../../shared/pages/generated/components.ts";
import { page } from "../../../shared/pages/shell.tsx";
import type { Staff } from "../../../shared/session.ts";
import { refusalWords } from "../refusal-words.ts";
import { signOut } from "../sign-in/sign-out.tsx";
import { siteOf } from "../site.ts";
import type { NotMoved, Workload } from "./cover.ts";

type Frame = { readonly hub: Hub; readonly staff: Staff };

type Problem = { readonly field: string; readonly message: string };

/** What can be chosen, what was, and what is wrong with it. */
export type CoverChoices = {
  readonly holders: readonly Workload[];
  readonly people: readonly Worker[];
  readonly typed?: { readonly from: string; readonly to: string };
  readonly errors?: readonly Problem[];
};

const shellOf = ({ hub, staff }: Frame, title: string, error = false) => ({
  ...siteOf(hub, staff, "/cover"),
  title,
  error,
  afterMain: signOut,
});

const selectOf = (
  field: "from" | "to",
  label: string,
  options: readonly { readonly value: string; readonly text: string }[],
  { typed, errors = [] }: Pick<CoverChoices, "typed" | "errors">,
) => {
  const error = errors.find((one) => one.field === field);
  return select({
    id: field,
    name: field,
    label: { text: label },
    items: [{ value: "", text: "Select a name" }, ...options],
    value: typed?.[field] ?? "",
    ...(error === undefined ? {} : { errorMessage: { text: error.message } }),
  });
};

const form = (choices: CoverChoices) => (
  <form method="post" action="/cover" novalidate>
    {selectOf(
      "from",
      "Who is away?",
      choices.holders.map(({ id, name, count }) => ({ value: id, text: `${name} (${count})` })),
      choices,
    )}
    {selectOf(
      "to",
      "Who takes them?",
      choices.people.map(({ id, name }) => ({ value: id, text: name })),
      choices,
    )}
    {button({ text: "Move all of them", preventDoubleClick: true })}
  </form>
);

/** The page on which a manager says whose consultations go to whom. */
export const coverPage = (frame: Frame, choices: CoverChoices): string => {
  const { holders, people, errors = [] } = choices;
  const someoneCan = holders.some((holder) => people.some(({ id }) => id !== holder.id));
  const instead =
    holders.length === 0
      ? "Nobody has an open consultation."
      : "There is nobody to give them to. A colleague must sign in here once first.";
  return page(
    shellOf(frame, "Cover for somebody", errors.length > 0),
    <>
      {errors.length === 0
        ? null
        : errorSummary({
            titleText: "There is a problem",
            attributes: { tabindex: "-1", autofocus: "" },
            errorList: errors.map(({ field, message }) => ({ text: message, href: `#${field}` })),
          })}
      <h1 class="govuk-heading-l">Cover for somebody</h1>
      <p class="govuk-body">
        This gives every open consultation that somebody has to a colleague. Each one shows in its
        timeline who moved it.
      </p>
      {someoneCan ? form(choices) : <p class="govuk-body">{instead}</p>}
    </>,
  );
};

const named = (reference: string) => (
  <a class="govuk-link app-reference" href={`/consultations/${reference}`}>
    {reference}
  </a>
);

const many = (count: number) => `${count} consultation${count === 1 ? "" : "s"}`;

/** What was moved, what was not and why. */
export const movedPage = (
  frame: Frame,
  {
    from,
    to,
    moved,
    notMoved,
    left,
  }: {
    readonly from: { readonly id: string; readonly name: string | undefined };
    readonly to: Worker;
    readonly moved: readonly string[];
    readonly notMoved: readonly NotMoved[];
    readonly left: number;
  },
): string =>
  page(
    shellOf(frame, "What was moved"),
    <>
      <h1 class="govuk-heading-l">
        {many(moved.length)} moved{" "}
        {from.name === undefined ? null : (
          <>
            from <span dir="auto">{from.name}</span>{" "}
          </>
        )}
        to <span dir="auto">{to.name}</span>
      </h1>
      {moved.length === 0 && notMoved.length === 0 ? (
        <p class="govuk-body">Nothing that is open was theirs any more.</p>
      ) : null}
      {notMoved.length === 0 ? null : (
        <>
          {warningText({
            text: `${many(notMoved.length)} could not be moved.`,
            iconFallbackText: "Warning",
          })}
          <ul class="govuk-list govuk-list--bullet">
            {notMoved.map(({ reference, because }) => (
              <li>
                {named(reference)}:{" "}
                {because === "failed"
                  ? "It could not be written. Try again."
                  : refusalWords(because, frame.staff)}
              </li>
            ))}
          </ul>
        </>
      )}
      {left === 0 && notMoved.length === 0 ? null : (
        <form method="post" action="/cover" novalidate>
          {left === 0 ? null : <p class="govuk-body">{many(left)} more are still to be moved.</p>}
          <input type="hidden" name="from" value={from.id} />
          <input type="hidden" name="to" value={to.id} />
          {button({ text: left === 0 ? "Try again" : "Move the rest", preventDoubleClick: true })}
        </form>
      )}
      {moved.length === 0 ? null : (
        <ul class="govuk-list">
          {moved.map((reference) => (
            <li>{named(reference)}</li>
          ))}
        </ul>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/">
          Go to the worklist
        </a>
      </p>
    </>,
  );
