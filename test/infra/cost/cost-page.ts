import { costLines, dollarsOf, prices, type Usage } from "../../../infra/cost/yearly-cost.ts";
import { resources } from "../synthesised.ts";
import type { Counted } from "./counted-life.ts";

/** What nothing here can count: guesses, each on the safe side. */
const guessed = {
  /** Gigabytes of memory times seconds: a page, a sweep, one event of SES, a daily run. */
  gigabyteSecondsEach: { page: 0.1, sweep: 0.15, event: 0.1, daily: 30 },
  /** Lambda's own lines and the access log's. */
  logBytesOfARun: 900,
  logBytesOfALine: 400,
  trailBytesOfAnEntry: 300,
  /** SES tells of each letter that it was sent and that it arrived. */
  eventsOfALetter: 2,
  /** People who come to look, bots, and the inbox's list that is looked at all day. */
  otherPagesADay: 3_000,
  writeUnitsOfAnOtherPage: 0.1,
  readUnitsOfAnOtherPage: 4,
  /** The service's own test requests, one each half hour, with two letters each. */
  canariesADay: 48,
  canary: { letters: 2, readUnits: 30, writeUnits: 60, keyCalls: 15, gigabyteSeconds: 1.5 },
  /** Calls of the table's own key: DynamoDB asks for it anew every few minutes for each caller. */
  keyAtRestCallsADay: 3_000,
} as const;

const daysAYear = 365;
const sweepsAYear = daysAYear * 24 * 60;
const gigabyte = 1024 ** 3;

/** What is paid for one request more. */
export const usageOfOne = (life: Counted): Usage => {
  const events = life.letters * guessed.eventsOfALetter;
  const logged =
    (life.pages + events) * guessed.logBytesOfARun +
    life.logLines * guessed.logBytesOfALine +
    life.trailEntries * guessed.trailBytesOfAnEntry;
  return {
    apiRequest: life.pages,
    firewallRequest: life.pages,
    run: life.pages + events,
    gigabyteSecond:
      life.pages * guessed.gigabyteSecondsEach.page + events * guessed.gigabyteSecondsEach.event,
    readUnit: life.readUnits,
    writeUnit: life.writeUnits,
    keyCall: life.keyCalls,
    letter: life.letters,
    loggedGigabyte: logged / gigabyte,
  };
};

/** What is paid in a month in which nobody asks for anything. */
export const usageOfAMonth = (emptySweep: Counted): Usage => {
  const months = 12;
  const sweeps = sweepsAYear / months;
  const days = daysAYear / months;
  const canaries = guessed.canariesADay * days;
  const events = canaries * guessed.canary.letters * guessed.eventsOfALetter;
  const pages = guessed.otherPagesADay * days + canaries;
  const alarmed = resources("AWS::CloudWatch::Alarm").reduce(
    (sum, { Properties }) => sum + (Properties["Metrics"]?.length ?? 1),
    0,
  );
  const own = new Set(
    resources("AWS::CloudWatch::Alarm").flatMap(({ Properties }) =>
      Properties["Namespace"] === "ProfessionalConsultation"
        ? [JSON.stringify([Properties["MetricName"], Properties["Dimensions"]])]
        : [],
    ),
  );
  // No alarm listens to requests stored, letters sent, sweeps begun and consultations emptied.
  const ownMetrics = own.size + 4;
  const rules: readonly unknown[] = resources("AWS::WAFv2::WebACL").flatMap(
    ({ Properties }) => Properties["Rules"],
  );
  return {
    apiRequest: pages,
    firewallRequest: pages,
    firewall: resources("AWS::WAFv2::WebACL").length,
    firewallRule: rules.length,
    run: sweeps + pages + days + canaries + events,
    gigabyteSecond:
      sweeps * guessed.gigabyteSecondsEach.sweep +
      pages * guessed.gigabyteSecondsEach.page +
      days * guessed.gigabyteSecondsEach.daily +
      events * guessed.gigabyteSecondsEach.event +
      canaries * guessed.canary.gigabyteSeconds,
    readUnit:
      sweeps * emptySweep.readUnits +
      pages * guessed.readUnitsOfAnOtherPage +
      canaries * guessed.canary.readUnits,
    writeUnit:
      sweeps * emptySweep.writeUnits +
      pages * guessed.writeUnitsOfAnOtherPage +
      canaries * guessed.canary.writeUnits,
    keyCall: guessed.keyAtRestCallsADay * days + canaries * guessed.canary.keyCalls,
    letter: canaries * guessed.canary.letters,
    key: resources("AWS::KMS::Key").length,
    loggedGigabyte: ((sweeps + pages) * guessed.logBytesOfARun) / gigabyte,
    alarm: alarmed,
    ownMetric: ownMetrics,
    dashboard: resources("AWS::CloudWatch::Dashboard").length,
    secret: resources("AWS::SecretsManager::Secret").length,
    scheduled: sweeps + days + canaries,
  };
};

/** Storage of one year's requests, for one month. */
const storageOf = (requests: number, { storedBytes }: Counted): Usage => ({
  storedGigabyte: (requests * storedBytes) / gigabyte,
  recoverableGigabyte: (requests * storedBytes) / gigabyte,
});

const money = (dollars: number) => `$${dollars.toFixed(2)}`;
const round = (amount: number) =>
  new Intl.NumberFormat("en-GB", { maximumSignificantDigits: 2 }).format(amount);

const tableOf = (usage: Usage) => [
  "| what | how much | list price |",
  "| --- | --- | --- |",
  ...costLines(usage).map(
    ({ of, amount, dollars }) => `| ${of} | ${round(amount)} | ${money(dollars)} |`,
  ),
  `| **together** | | **${money(dollarsOf(usage))}** |`,
];

const times = (usage: Usage, factor: number): Usage =>
  Object.fromEntries(Object.entries(usage).map(([name, amount]) => [name, amount * factor]));

const pricesTable = () => [
  "| what | dollars | for | page |",
  "| --- | --- | --- | --- |",
  ...Object.values(prices.prices).map(
    ({ of, dollars, per, source }) => `| ${of} | ${dollars} | ${per} | <${source}> |`,
  ),
];

/** docs/cost.md. */
export const costPage = (life: Counted, emptySweep: Counted): string => {
  const fixed = usageOfAMonth(emptySweep);
  const one = usageOfOne(life);
  const years = [1_000, 50_000].map((requests) => {
    const marginal = dollarsOf(one) * requests;
    const stored = dollarsOf(storageOf(requests, life)) * 12;
    return `| ${requests.toLocaleString("en-GB")} | ${money(dollarsOf(fixed) * 12)} | ${money(marginal)} | ${money(stored)} | ${money(dollarsOf(fixed) * 12 + marginal + stored)} |`;
  });
  return `${[
    "# What it costs",
    "",
    "Written by `npx vitest run --project stack test/infra/cost -u` and held true by the same test: the calls are",
    "counted by living one request through the service, the fixed parts are counted in the stack's template, and the",
    `prices are data: \`infra/cost/prices.json\`, as of ${prices.asOf}, in ${prices.currency}, for ${prices.region}.`,
    "",
    `**About the prices.** ${prices.checked} No free tier is taken off.`,
    "",
    "**These are estimates.** Not counted but guessed, on the safe side, in `test/infra/cost/cost-page.ts`: how long a",
    "function runs, the length of Lambda's own log lines, how many people only look, what a test request of the service's own",
    "costs (one each half hour), and how often DynamoDB asks for its key. Storage is one year's requests at their full size for twelve months. Not in it: the people, the domain, the sign-in",
    "provider, support from AWS, copies of the table kept elsewhere.",
    "",
    "## A year",
    "| requests a year | fixed | for the requests | stored, first year | together |",
    "| --- | --- | --- | --- | --- |",
    ...years,
    "",
    `A thousand requests more cost ${money(dollarsOf(one) * 1000)}.`,
    "",
    "## A month in which nobody asks for anything",
    ...tableOf(fixed),
    "",
    "A hub that lets its inbox be reached only from its own networks pays for a second firewall and its rules.",
    "",
    "## A thousand requests",
    `Each was lived through once: ${life.pages} pages and files (the form, the inbox and the advice), ${life.letters} letters, ${life.storeCalls} calls of the table, ${life.keyCalls} of KMS.`,
    "",
    ...tableOf(times(one, 1000)),
    "",
    "## The prices",
    ...pricesTable(),
  ].join("\n")}\n`;
};
