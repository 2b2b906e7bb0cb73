import { costLines, dollarsOf, prices } from "../../infra/cost/yearly-cost.ts";
import { usageOfAMonth, usageOfOne } from "../infra/cost/cost-page.ts";
import { type Counted, countedEmptySweep, countedLife } from "../infra/cost/counted-life.ts";
import { figure } from "./closing.ts";
import type { Found, Report } from "./found.ts";

const requests = 1000;
const money = (dollars: number) => `$${dollars.toFixed(3)}`;

/** P8: one life through both sites and the letters, each call times its dated list price. */
export const measureCost = async (report: Report): Promise<Found> => {
  report("one life through both sites");
  const stretches: { readonly name: string; readonly counted: Counted }[] = [];
  const life = await countedLife((name, counted) => stretches.push({ name, counted }));
  const one = usageOfOne(life);
  report("the stack's template, for what is fixed");
  const fixed = dollarsOf(usageOfAMonth(await countedEmptySweep()));
  const marginal = dollarsOf(one) * requests;
  /** What is paid whatever our code does, while these letters go and these pages are shown. */
  const { letter = 0, apiRequest = 0, firewallRequest = 0 } = one;
  const outside = { letter, apiRequest, firewallRequest };
  const lines = costLines(one).map((line) => ({ ...line, dollars: line.dollars * requests }));
  return {
    measured: [
      {
        id: "P8",
        name: "marginal cost of 1,000 requests answered in time",
        value: marginal,
        spread: [marginal, marginal],
        unit: "US dollars",
        beside: {
          "of it letters, gateway and firewall alone": dollarsOf(outside) * requests,
          "fixed each month, US dollars": fixed,
          "prices as of": prices.asOf,
          "pages and files of one life": life.pages,
          "letters of one life": life.letters,
          "store calls of one life": life.storeCalls,
          "calls of KMS of one life": life.keyCalls,
        },
      },
    ],
    sheets: [
      {
        title: "What 1,000 requests cost",
        says: `Calls counted in one life (form in a browser, two letters at once, claim, conversation, closing, the advice read by a code), times the list prices of ${prices.asOf}; how long a function runs and how long log lines are is guessed, as docs/cost.md says. Fixed each month, whoever asks: ${money(fixed)}.`,
        columns: ["what", "for 1,000", "share"],
        rows: lines
          .toSorted((a, b) => b.dollars - a.dollars)
          .map(({ of, dollars }) => [
            of,
            money(dollars),
            `${((dollars / marginal) * 100).toFixed(0)} %`,
          ]),
      },
      {
        title: "Where in a life it goes",
        says: "The same life, stretch by stretch.",
        columns: [
          "stretch",
          "pages and files",
          "letters",
          "store calls",
          "calls of KMS",
          "for 1,000",
        ],
        rows: stretches.map(({ name, counted }) => [
          name,
          ...[counted.pages, counted.letters, counted.storeCalls, counted.keyCalls].map(figure),
          money(dollarsOf(usageOfOne(counted)) * requests),
        ]),
      },
    ],
    pictures: [
      {
        file: "speed-cost",
        title: `What 1,000 requests cost, ${money(marginal)} together`,
        draws: {
          bars: lines
            .toSorted((a, b) => b.dollars - a.dollars)
            .map(({ of, dollars }) => ({ label: of, value: dollars, words: money(dollars) })),
        },
      },
    ],
  };
};
