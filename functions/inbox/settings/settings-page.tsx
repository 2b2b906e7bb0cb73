import type { Child } from "hono/jsx";
import type { Calendar } from "../../../shared/domain/calendar.ts";
import { type Hub, type OpeningHours, weekdays } from "../../../shared/domain/hub.ts";
import { type Instant, inLondon } from "../../../shared/domain/instant.ts";
import { ruleSetNamed } from "../../../shared/domain/rule-sets.ts";
import { dateTimeWords, dayWords } from "../../../shared/domain/time-words.ts";
import { page } from "../../../shared/pages/shell.tsx";
import { TelephoneLink } from "../../../shared/pages/telephone-link.tsx";
import type { Staff } from "../../../shared/session.ts";
import type { Settings } from "../../../shared/settings.ts";
import { section } from "../consultation/section.tsx";
import { signOut } from "../sign-in/sign-out.tsx";
import { siteOf } from "../site.ts";
import { clockWords } from "./clock-words.ts";

/** What the page tells besides the settings themselves. */
export type SettingsRead = {
  readonly staff: Staff;
  readonly now: Instant;
  /** The calendar by which deadlines are counted now. */
  readonly calendar: Calendar;
  /** When GOV.UK's list was last fetched and found good; `unreadable`: what is kept of it is no list. */
  readonly fetchedAt: Instant | "unreadable" | undefined;
};

type Row = readonly [key: string, value: Child];

const summary = (rows: readonly Row[]) => (
  <dl class="govuk-summary-list">
    {rows.map(([key, value]) => (
      <div class="govuk-summary-list__row">
        <dt class="govuk-summary-list__key">{key}</dt>
        <dd class="govuk-summary-list__value">{value}</dd>
      </div>
    ))}
  </dl>
);

const list = (items: readonly Child[]) => (
  <ul class="govuk-list govuk-list--bullet">
    {items.map((item) => (
      <li>{item}</li>
    ))}
  </ul>
);

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const hoursWords = (hours: OpeningHours | undefined) =>
  hours === undefined ? "Closed" : `${clockWords(hours.opens)} to ${clockWords(hours.closes)}`;

const years = (count: number) => `${count} year${count === 1 ? "" : "s"}`;

const unconfirmed = ({ unconfirmed: open }: Hub) =>
  section(
    "Not yet confirmed",
    open.length === 0 ? (
      <p class="govuk-body">Everything is confirmed.</p>
    ) : (
      <>
        <p class="govuk-body">Until the hub has confirmed these, they are examples.</p>
        {list(open)}
      </>
    ),
  );

/** Days that are over tell nobody anything any more. */
const coming = <Day extends { readonly date: string }>(days: readonly Day[], now: Instant) =>
  days
    .filter(({ date }) => date >= inLondon(now).toPlainDate().toString())
    .toSorted((one, other) => (one.date < other.date ? -1 : 1));

const openingTimes = ({ hours, closureDays, extraWorkingDays }: Hub, now: Instant) => {
  const closed = coming(closureDays, now);
  const extra = coming(extraWorkingDays, now);
  return section(
    "Opening hours",
    summary([
      ...weekdays.map((day): Row => [capital(day), hoursWords(hours[day])]),
      [
        "Closed besides",
        closed.length === 0
          ? "No day to come, but for bank holidays"
          : list(closed.map(({ date, reason }) => `${dayWords(date)}: ${reason}`)),
      ],
      [
        "Open besides",
        extra.length === 0
          ? "No day to come"
          : list(
              extra.map(
                ({ date, reason, hours: own }) =>
                  `${dayWords(date)}, ${hoursWords(own)}: ${reason}`,
              ),
            ),
      ],
    ]),
  );
};

const fetchedWords = (fetchedAt: SettingsRead["fetchedAt"]) => {
  if (fetchedAt === undefined) return "Not yet: the list that came with the service counts";
  if (fetchedAt === "unreadable")
    return "What was fetched cannot be read: the list that came with the service counts";
  return dateTimeWords(fetchedAt);
};

const calendarShown = ({ calendar, fetchedAt }: SettingsRead) =>
  section(
    "Bank holidays",
    summary([
      ["Version", <code>{calendar.version}</code>],
      ["Published by GOV.UK until", dayWords(calendar.published.to)],
      [
        "Projected by rule until",
        calendar.projected === undefined ? "Nothing is projected" : dayWords(calendar.projected.to),
      ],
      ["Last fetched", fetchedWords(fetchedAt)],
    ]),
  );

const rules = ({ ruleSet }: Hub) => {
  const known = ruleSetNamed(ruleSet);
  return section(
    "Rules about consent",
    summary([
      ["Rule set", <code>{ruleSet}</code>],
      ...(known === undefined
        ? []
        : [
            ["What it is", capital(known.title)] satisfies Row,
            ["Source", known.source] satisfies Row,
          ]),
    ]),
  );
};

const addresses = (
  { telephone, emergencyDutyTeam, adultSafeguarding, mailboxes, authorities }: Hub,
  { formAddress, inboxAddress }: Settings,
) => (
  <>
    {section(
      "Telephone",
      summary([
        ["The hub", <TelephoneLink number={telephone} />],
        [emergencyDutyTeam.name, <TelephoneLink number={emergencyDutyTeam.telephone} />],
        [adultSafeguarding.name, <TelephoneLink number={adultSafeguarding.telephone} />],
      ]),
    )}
    {section(
      "Mailboxes",
      summary([
        ["Duty team", mailboxes.duty],
        ["Manager", mailboxes.manager],
        ["When a letter does not arrive", mailboxes.fallback],
        ["Letters come from", mailboxes.sender],
        ["Tests of the line", mailboxes.canary],
      ]),
    )}
    {section(
      "Where children live",
      summary(
        authorities.map(
          ({ name, dutyMailbox, telephone: own }): Row => [
            name,
            <>
              {dutyMailbox ?? "The hub's duty mailbox"},{" "}
              {own === undefined ? "the hub's telephone" : <TelephoneLink number={own} />}
            </>,
          ],
        ),
      ),
    )}
    {section(
      "Addresses",
      summary([
        ["Form", formAddress],
        ["Duty inbox", inboxAddress],
      ]),
    )}
  </>
);

const keeping = ({ retentionYears: { named, notNamed, byOutcome = {} } }: Hub) =>
  section(
    "How long it is kept",
    summary([
      ["A child is named", `${years(named)} after the last contact for advice`],
      ["Nobody is named", `${years(notNamed)} after the last contact for advice`],
      ...Object.entries(byOutcome).map(
        ([outcome, count]): Row => [
          `Closed as ${outcome.replaceAll("-", " ")}`,
          `${years(count)} after the last contact for advice`,
        ],
      ),
      ["What nobody has answered", "For as long as it is open"],
      ["A form that was saved", "7 days"],
      ["A form that was not saved", "1 hour after the last page"],
    ]),
  );

const privacy = ({ privacy: { controller, lawfulBasis, officer } }: Hub) =>
  section(
    "Privacy",
    summary([
      ["Controller", controller],
      ["Lawful basis, as the notice says it", lawfulBasis],
      ["Data protection officer", officer],
    ]),
  );

const differences = ({ resolvingDifferences: { policy, steps } }: Hub) =>
  section(
    "When professionals do not agree",
    <>
      <p class="govuk-body">By {policy}, in these steps:</p>
      <ol class="govuk-list govuk-list--number">
        {steps.map(({ name }) => (
          <li>{name}</li>
        ))}
      </ol>
    </>,
  );

/** Everything that is particular to this hub. It is only read: it is changed where the service is deployed. */
export const settingsPage = (settings: Settings, read: SettingsRead): string => {
  const { hub } = settings;
  return page(
    { ...siteOf(hub, read.staff, "/settings"), title: "Settings", afterMain: signOut },
    <>
      <h1 class="govuk-heading-l">Settings of {hub.name}</h1>
      <p class="govuk-body">
        These can only be read here. Whoever deploys the service changes them in its settings file.
      </p>
      {unconfirmed(hub)}
      {openingTimes(hub, read.now)}
      {calendarShown(read)}
      {rules(hub)}
      {addresses(hub, settings)}
      {keeping(hub)}
      {differences(hub)}
      {privacy(hub)}
      {section(
        "Personal email providers",
        <p class="govuk-body">
          An address at one of these makes the duty page ask to ring back through the organisation:{" "}
          {hub.personalEmailProviders.join(", ")}.
        </p>,
      )}
    </>,
  );
};
