import { defaults } from "../../infra/constructs/defaults.ts";
import type { DeployedSettings } from "../../infra/stages.ts";

const plural = (count: number, what: string) => `${count} ${what}${count === 1 ? "" : "s"}`;

const trailWords = (days: number | undefined) =>
  days === undefined ? "without end" : plural(Math.floor(days / 365), "year");

/** One stage's own years, as its settings have them. */
const stageRows = (
  { stage, hub }: DeployedSettings,
  trailDays: number | undefined,
): readonly string[] => {
  const { named, notNamed, byOutcome = {} } = hub.retentionYears;
  const outcomes = Object.entries(byOutcome).map(
    ([outcome, years]) => `${outcome}: ${plural(years, "year")}`,
  );
  return [
    `| ${stage} | ${hub.name} | ${plural(named, "year")} | ${plural(notNamed, "year")} | ${outcomes.join(", ") || "none"} | ${trailWords(trailDays)} |`,
  ];
};

/** What holds for every stage: the program's own times. */
export const everywhere = {
  form: { kept: "1 hour idle", what: "a form that nobody goes on with" },
  remembered: {
    kept: "used for a minute; gone with the next form, or with the function",
    what: "the last fifty such forms in the memory of a running function, which nobody can read",
  },
  saved: { kept: "7 days", what: 'a form after "save and come back"' },
  confirmation: {
    kept: "7 days",
    what: "the confirmation in the browser that sent: reference and deadline",
  },
  code: { kept: "10 minutes", what: "a one-time code" },
  visit: { kept: "30 minutes idle", what: "a practitioner's look at their own request" },
  tries: { kept: "1 hour", what: "how often somebody mistyped a reference and its address" },
  signingIn: { kept: "10 minutes", what: "a sign-in that has begun" },
  receipts: { kept: "1 hour", what: "how many receipts went to one address, by its hash" },
  digest: {
    kept: "30 days",
    what: "a digest of a flood: references, and what became of the letter",
  },
  emptied: { kept: "1 day", what: "the empty mark where words were overwritten" },
  begun: { kept: "7 days", what: "a record that a duty worker has begun and not ended, sealed" },
  session: { kept: "30 minutes idle, 10 hours at most", what: "a sign-in" },
  people: { kept: "90 days after the last sign-in", what: "the list of who has signed in" },
  recovery: { kept: "35 days", what: "every state of the table, for a restore" },
} as const;

/** docs/retention.md. */
export const retentionPage = (
  stages: readonly {
    readonly settings: DeployedSettings;
    readonly trailDays: number | undefined;
  }[],
): string =>
  `${[
    "# How long everything is kept",
    "",
    "Written from the settings by `npx vitest run --project stack test/infra/retention-page.test.ts -u`; the same test holds",
    "it true. The years of a hub are `retentionYears` in its file in `infra/hubs`.",
    "",
    "## Consultations, by stage",
    "Counted from the last contact for advice, or from closing where nobody was reached. Then the words, notes, advice and",
    "the practitioner's address are overwritten, and what a manager's figures need stays.",
    "",
    "| stage | hub | named | not named | by outcome | trail of changes |",
    "| --- | --- | --- | --- | --- | --- |",
    ...stages.flatMap(({ settings, trailDays }) => stageRows(settings, trailDays)),
    "",
    "- Nothing that is open, waits for the duty team, is under a legal hold or is owed a letter ever ends.",
    "- Nothing ends within a month of its closing: managers see first what is about to.",
    "- Changed years take effect the next morning, for what is stored already too.",
    "- The audit of views and acts is kept without end; it holds no case text.",
    "",
    "## Everywhere",
    "| what | kept |",
    "| --- | --- |",
    ...Object.values(everywhere).map(({ what, kept }) => `| ${what} | ${kept} |`),
    `| logs of functions and sites: names, numbers, references | ${plural(Math.floor(defaults.logsKept / 30), "month")} |`,
    `| what could not be run: references and event data | ${plural(defaults.deadLettersKept.toDays(), "day")} |`,
    "",
    "DynamoDB takes away what has run out within some days; the service leaves it out from the moment it has.",
    "Letters in mailboxes are kept as long as their owners keep them. They hold no case text.",
  ].join("\n")}\n`;
