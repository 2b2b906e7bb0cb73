import { nextCallTime } from "../../../shared/domain/call-times.ts";
import { flagsAt } from "../../../shared/domain/consultation.ts";
import { flagNames } from "../../../shared/domain/flag-names.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import { type Listed, owesCall } from "../../../shared/domain/listed.ts";
import { shortDateTimeWords } from "../../../shared/domain/time-words.ts";
import { tag } from "../../../shared/pages/generated/components.ts";
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

/** Open consultations, a row for each, in the order they are given. */
export const worklistTable = (shown: readonly Listed[], looking: Looking, hub: Hub) => {
  const { now, working } = looking;
  return (
    <div class="app-scroll">
      <table class="govuk-table app-list">
        <caption class="govuk-table__caption govuk-visually-hidden">
          Open consultations, those that cannot wait first
        </caption>
        <thead class="govuk-table__head">
          <tr class="govuk-table__row">
            {columns.map((name) => (
              <th scope="col" class="govuk-table__header">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="govuk-table__body">
          {shown.map((listed) => (
            <tr class="govuk-table__row">
              <th scope="row" class="govuk-table__header">
                <a
                  class="govuk-link app-reference"
                  href={`/consultations/${listed.reference}`}
                  id={`open-${listed.reference}`}
                >
                  {listed.reference}
                </a>
                <span class="app-list__origin">{originOf(listed, hub)}</span>
              </th>
              <td class="govuk-table__cell">{stateTags(listed, now)}</td>
              <td class="govuk-table__cell">
                <span class="app-list__due">{shortDateTimeWords(listed.dueAt)}</span>
                <br />
                {timeLeftWords(listed, now, working)}
              </td>
              <td class="govuk-table__cell">{whenToRing(listed, looking)}</td>
              <td class="govuk-table__cell">{listed.holder?.name ?? "Nobody yet"}</td>
              <td class="govuk-table__cell">{attemptsWords(listed, now, working)}</td>
              <td class="govuk-table__cell">
                {flagsAt(listed, now)
                  .map((flag) => flagNames[flag])
                  .join(", ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
