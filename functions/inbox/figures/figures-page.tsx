import { optionsOf } from "../../../shared/domain/answer-schema.ts";
import type { Breach, Figures } from "../../../shared/domain/figures.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import { questions } from "../../../shared/domain/questions.ts";
import { isFew, shownShare } from "../../../shared/domain/suppression.ts";
import { durationWords, monthWords } from "../../../shared/domain/time-words.ts";
import { warningText } from "../../../shared/pages/generated/components.ts";
import { page } from "../../../shared/pages/shell.tsx";
import type { Staff } from "../../../shared/session.ts";
import { outcomes } from "../acts/close.ts";
import { signOut } from "../sign-in/sign-out.tsx";
import { siteOf } from "../site.ts";
import { breachList } from "./breach-list.tsx";
import { countFigure, keptFigure, plainTable, rulesFigure, shownKept } from "./figure-tables.tsx";
import { countWords, shareWords } from "./shown-words.ts";

type Frame = { readonly hub: Hub; readonly staff: Staff };

/** What a page of figures is made from. */
export type FiguresRead = {
  readonly month: string;
  readonly months: readonly string[];
  readonly figures: Figures;
  readonly unreadable: readonly string[];
};

const happenedWords: Readonly<Record<string, string>> = {
  all: "All of it was done",
  some: "Some of it was done",
  none: "None of it was done",
  "no-answer": "A day to ask was agreed, no answer yet",
  "not-asked": "No day to ask was agreed",
};

const attemptsWords: Readonly<Record<string, string>> = { "0": "None", "3+": "3 or more" };
const hoursWords: Readonly<Record<string, string>> = {
  in: "When we were open",
  out: "When we were closed",
};

const capitalised = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
const hourWords = (hour: string) => `${hour.padStart(2, "0")}:00 to ${hour.padStart(2, "0")}:59`;

const labelsOf =
  (id: string, hub: Hub) =>
  (key: string): string => {
    const question = questions.find((one) => one.id === id);
    const options = question === undefined ? [] : optionsOf(question, hub);
    return options.find(({ value }) => value === key)?.label ?? (key === "" ? "Not said" : key);
  };

const wordsOr = (words: Readonly<Record<string, string>>) => (key: string) => words[key] ?? key;

/** The months that can be chosen; the one that is shown is none of the links. */
export const monthLinks = (months: readonly string[], current?: string) => (
  <nav aria-label="Months" class="app-no-print">
    <ul class="govuk-list app-filters__choices">
      {months.map((month) => (
        <li>
          {month === current ? (
            <strong>{monthWords(month)}</strong>
          ) : (
            <a class="govuk-link" href={`/figures?month=${month}`}>
              {monthWords(month)}
            </a>
          )}
        </li>
      ))}
      <li>
        {current === undefined ? (
          <strong>Month by month</strong>
        ) : (
          <a class="govuk-link" href="/figures/months">
            Month by month
          </a>
        )}
      </li>
    </ul>
  </nav>
);

/** Whoever looks must know that these are missing. */
export const unreadableWarning = (unreadable: readonly string[]) =>
  unreadable.length === 0
    ? null
    : warningText({
        text: `These cannot be read, so they are not counted: ${unreadable.join(", ")}. Tell whoever runs this service.`,
        iconFallbackText: "Warning",
      });

export const suppressionNote = (
  <p class="govuk-body">
    A count from 1 to 4 is shown as "fewer than 5", and others are not shown where a small one could
    be worked out from them.
  </p>
);

const headline = ({ kept, toContact }: Figures) => {
  const all = shownKept(kept);
  const [inTime = "hidden", late = "hidden", none = "hidden"] = all.cells;
  const time = (seconds: number | undefined) =>
    seconds === undefined || isFew(toContact.count) ? "not shown" : durationWords(seconds);
  return plainTable(
    "In short",
    ["Figure", "This month"],
    [
      ["Closed", countWords(all.total)],
      ["Answered in time", countWords(inTime)],
      ["Answered late, or not at all", countWords(late)],
      ["Ended before a call was due", countWords(none)],
      ["Share answered in time", shareWords(shownShare(all))],
      ["Half were called within this much working time", time(toContact.median)],
      ["9 in 10 were called within this much working time", time(toContact.ninetieth)],
    ],
  );
};

const breaches = ({ breaches: all }: Figures, { staff }: Frame) => {
  const options = { recordsReasons: staff.role === "manager" };
  const list = (caption: string, some: readonly Breach[]) =>
    some.length === 0 ? null : breachList(caption, some, options);
  return (
    <>
      <h2 class="govuk-heading-m">Promises that were not kept</h2>
      {all.length === 0 ? (
        <p class="govuk-body">None.</p>
      ) : (
        <p class="govuk-body">
          This list is for the hub's own work. It tells small counts: do not pass it on with the
          figures.
        </p>
      )}
      {list(
        "Closed in this month",
        all.filter(({ isOpen }) => !isOpen),
      )}
      {list(
        "Still open today",
        all.filter(({ isOpen }) => isOpen),
      )}
    </>
  );
};

/** How the promise was kept in one month: each figure as a table, with a chart beside it. */
export const figuresPage = (frame: Frame, read: FiguresRead): string => {
  const { hub, staff } = frame;
  const { month, months, figures, unreadable } = read;
  const all = shownKept(figures.kept);
  const has = figures.total > 0;
  return page(
    {
      ...siteOf(hub, staff, "/figures"),
      title: `Figures for ${monthWords(month)}`,
      wide: true,
      afterMain: signOut,
    },
    <>
      <h1 class="govuk-heading-l">Figures for {monthWords(month)}</h1>
      {unreadableWarning(unreadable)}
      <p class="govuk-body">
        Of consultations that were closed in this month. In time means: a social worker spoke with
        the practitioner by the end of the next working day.
      </p>
      {suppressionNote}
      {monthLinks(months, month)}
      <p class="govuk-body app-no-print">
        <a class="govuk-link" href={`/figures.csv?month=${month}`}>
          Download this month as a spreadsheet (CSV)
        </a>
        . It has a row for each consultation, without case text and without names.
      </p>
      {has ? headline(figures) : <p class="govuk-body">Nothing was closed in this month.</p>}
      {breaches(figures, frame)}
      {has ? (
        <>
          <h2 class="govuk-heading-m">Answered in time</h2>
          {keptFigure("By where the child lives", "Council", figures.byAuthority, {
            labelOf: labelsOf("authority", hub),
            all,
          })}
          {keptFigure("By kind of organisation", "Organisation", figures.byAgency, {
            labelOf: labelsOf("agency", hub),
            all,
          })}
          {keptFigure("By when it was received", "Received", figures.byHours, {
            labelOf: wordsOr(hoursWords),
            all,
          })}
          <h2 class="govuk-heading-m">How it was answered</h2>
          {countFigure("Attempts to call", "Attempts", figures.attempts, wordsOr(attemptsWords))}
          {countFigure("Outcomes", "Outcome", figures.outcomes, wordsOr(outcomes))}
          {countFigure(
            "What the safeguarding lead said",
            "Safeguarding lead",
            figures.lead,
            labelsOf("lead", hub),
          )}
          {countFigure(
            "What happened next",
            "The practitioner said",
            figures.happened,
            wordsOr(happenedWords),
          )}
          <h2 class="govuk-heading-m">When requests arrive</h2>
          {countFigure("By weekday", "Weekday", figures.arrivalDays, capitalised)}
          {countFigure("By hour, London time", "Hour", figures.arrivalHours, hourWords)}
          <h2 class="govuk-heading-m">Where advice differed from the rules</h2>
          <p class="govuk-body">
            A rule from which social workers often differ has to be looked at.
          </p>
          {rulesFigure("What to do", figures.rules.action)}
          {rulesFigure("Is consent needed", figures.rules.consent)}
          {rulesFigure("Should the family be told", figures.rules.tell)}
        </>
      ) : null}
    </>,
  );
};
