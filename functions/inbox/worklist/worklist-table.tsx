import { nextCallTime } from "../../../shared/domain/call-times.ts";
import { flagsAt } from "../../../shared/domain/consultation.ts";
import { flagNames } from "../../../shared/domain/flag-names.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import { type Listed, owesCall } from "../../../shared/domain/listed.ts";
import { shortDateTimeWords } from "../../../shared/domain/time-words.ts";
import { tag } from "../../../shared/pages/generated/components.ts";
import { rowTable } from "../row-table.tsx";
import { choicesAt, type Looking } from "./filters.ts";
import { attemptsWords, callTimeWords, timeLeftWords } from "./list-words.ts";
import { stateTags } from "./state-tags.tsx";

const columns = [
  "Reference",
  "State",
  "Call due by, and working time left",
  "When to ring",
  "Who has it",
  "Attempts",
  "Flags",
] as const;

/** Where it comes from: the council's name and the kind of organisation. */
const originOf = ({ clear }: Listed, hub: Hub): string => {
  const choices = choicesAt(hub);
  return (["authority", "agency"] as const)
    .flatMap((name) => choices[name].find(({ value }) => value === clear[name])?.label ?? [])
    .join(", ");
};

const whenToRing = (listed: Listed, { now, working }: Looking) => {
  if (!owesCall(listed)) return "No call owed";
  const time = nextCallTime(listed, now, working);
  const words = callTimeWords(time, now, working);
  if (time.when === "free-now") return tag({ text: words, classes: "govuk-tag--green" });
  return time.when === "now" ? <strong>{words}</strong> : words;
};

/** The deadline, and the working time until then. */
export const dueCell = (listed: Listed, { now, working }: Looking) => (
  <>
    <span class="app-list__due">{shortDateTimeWords(listed.dueAt)}</span>
    <br />
    {timeLeftWords(listed, now, working)}
  </>
);

/** Open consultations, a row for each, in the order they are given. */
export const worklistTable = (shown: readonly Listed[], looking: Looking, hub: Hub) => {
  const { now, working } = looking;
  return (
    <div class="app-scroll">
      {rowTable(
        {
          caption: "Open consultations, those that cannot wait first",
          captionClass: "govuk-visually-hidden",
          columns,
          tableClass: "app-list",
        },
        shown.map((listed) => [
          <>
            <a
              class="govuk-link app-reference"
              href={`/consultations/${listed.reference}`}
              id={`open-${listed.reference}`}
            >
              {listed.reference}
            </a>
            <span class="app-list__origin">{originOf(listed, hub)}</span>
          </>,
          stateTags(listed, now),
          dueCell(listed, looking),
          whenToRing(listed, looking),
          listed.holder?.name ?? "Nobody yet",
          attemptsWords(listed, now, working),
          flagsAt(listed, now)
            .map((flag) => flagNames[flag])
            .join(", "),
        ]),
      )}
    </div>
  );
};
