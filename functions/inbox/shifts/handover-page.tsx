import { callTimeWords as daysOf } from "../../../shared/domain/call-times.ts";
import { flagsAt } from "../../../shared/domain/consultation.ts";
import { flagNames } from "../../../shared/domain/flag-names.ts";
import type { Hub } from "../../../shared/domain/hub.ts";
import type { Listed } from "../../../shared/domain/listed.ts";
import { dateTimeWords, timeWords } from "../../../shared/domain/time-words.ts";
import { page } from "../../../shared/pages/shell.tsx";
import { rowTable } from "../row-table.tsx";
import { signOut } from "../sign-in/sign-out.tsx";
import { siteOf } from "../site.ts";
import { banners, type ListRead } from "../worklist/banners.tsx";
import type { Looking } from "../worklist/filters.ts";
import { findForm } from "../worklist/find-form.tsx";
import { attemptWords, momentWords, nextTryWords } from "../worklist/list-words.ts";
import { partSize } from "../worklist/read-list.ts";
import { stateTags } from "../worklist/state-tags.tsx";
import { dueCell } from "../worklist/worklist-table.tsx";
import { handoverOf } from "./handover-groups.ts";

/** A part of the list, and whose of it is asked for. */
export type HandoverRead = ListRead & {
  readonly next?: string | undefined;
  readonly after?: string | undefined;
  readonly onlyMine: boolean;
};

const columns = ["Reference", "State", "Call due by", "Tried", "When to ring", "Who", "Flags"];

const addressOf = (onlyMine: boolean, after?: string): string => {
  const query = new URLSearchParams({
    ...(onlyMine ? { of: "mine" } : {}),
    ...(after === undefined ? {} : { after }),
  });
  return query.size === 0 ? "/handover" : `/handover?${query}`;
};

const link = ({ reference }: Listed) => (
  <a class="govuk-link app-reference" href={`/consultations/${reference}`}>
    {reference}
  </a>
);

const lines = (texts: readonly string[]) => texts.map((text) => <div>{text}</div>);

const tried = (listed: Listed, { now, working }: Looking) => {
  const next = nextTryWords(listed, now, working);
  if (listed.attempts.length === 0) return "Not tried yet";
  return lines([
    ...listed.attempts.map((one) => `${momentWords(one.at, now, working)}: ${attemptWords(one)}`),
    ...(next === undefined ? [] : [`${next.charAt(0).toUpperCase()}${next.slice(1)}`]),
  ]);
};

const whenToRing = (listed: Listed, { now, working }: Looking) => {
  const { clear, receivedAt, freeUntil } = listed;
  const days = daysOf(receivedAt, working);
  const isFree = flagsAt(listed, now).includes("free-now") && freeUntil !== undefined;
  return (
    <>
      {isFree ? <strong>Free now, until {timeWords(freeUntil)}</strong> : null}
      {lines([clear["bestTimes"] ?? []].flat().map((value) => days[value] ?? value))}
    </>
  );
};

const table = (title: string, group: readonly Listed[], looking: Looking) => {
  const { now } = looking;
  return (
    <div class="app-scroll">
      {rowTable(
        {
          caption: `${title}: ${group.length}`,
          captionClass: "govuk-table__caption--m",
          columns,
          tableClass: "app-handover",
        },
        group.map((listed) => [
          link(listed),
          stateTags(listed, now),
          dueCell(listed, looking),
          tried(listed, looking),
          whenToRing(listed, looking),
          listed.holder?.name ?? "Nobody yet",
          lines(flagsAt(listed, now).map((flag) => flagNames[flag])),
        ]),
      )}
    </div>
  );
};

const shortList = (title: string, group: readonly Listed[]) =>
  group.length === 0 ? null : (
    <>
      <h2 class="govuk-heading-m">
        {title}: {group.length}
      </h2>
      <ul class="govuk-list">
        {group.map((listed) => (
          <li>
            {link(listed)} {listed.holder?.name ?? "Nobody has it"}
          </li>
        ))}
      </ul>
    </>
  );

/** What the next shift must know: what is owed, what was tried, when to ring. It is made to be printed. */
export const handoverPage = (hub: Hub, looking: Looking, read: HandoverRead): string => {
  const { staff, now } = looking;
  const { open, next, after, onlyMine } = read;
  const { owed, toClose, toReadAgain } = handoverOf(open, looking, onlyMine);
  const isPart = next !== undefined || after !== undefined;
  return page(
    {
      ...siteOf(hub, staff, "/handover"),
      title: "Handover",
      wide: true,
      afterMain: signOut,
    },
    <>
      <h1 class="govuk-heading-l">Handover{onlyMine ? `: ${staff.name}'s` : ""}</h1>
      <p class="govuk-body">
        As it stood at {dateTimeWords(now)}, for <span dir="auto">{staff.name}</span>.
      </p>
      <p class="govuk-body app-no-print">
        {onlyMine ? (
          <a class="govuk-link" href={addressOf(false)}>
            Show everybody's
          </a>
        ) : (
          <a class="govuk-link" href={addressOf(true)}>
            Show only mine
          </a>
        )}
      </p>
      {banners(read, now)}
      {isPart ? (
        <p class="govuk-body">
          <strong>This is not all.</strong> More than {partSize} are open, and this page shows{" "}
          {open.length} of them, in the order in which calls are owed
          {after === undefined ? "" : ", from where the page before ended"}.{" "}
          {next === undefined ? null : (
            <a class="govuk-link" href={addressOf(onlyMine, next)}>
              Show the next {partSize}
            </a>
          )}
        </p>
      ) : null}
      {findForm()}
      {owed.length === 0 ? <p class="govuk-body">No call is owed.</p> : null}
      {owed.map(({ title, listed }) => table(title, listed, looking))}
      {shortList("Contact made, to be closed", toClose)}
      {shortList("Closed, and something was said since", toReadAgain)}
    </>,
  );
};
