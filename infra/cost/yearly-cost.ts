import * as z from "zod";
import priceList from "./prices.json" with { type: "json" };

const priceSchema = z.strictObject({
  dollars: z.number().positive(),
  per: z.int().positive(),
  of: z.string().min(1),
  source: z.url({ protocol: /^https$/ }),
});

const names = [
  "apiRequest",
  "firewallRequest",
  "firewall",
  "firewallRule",
  "run",
  "gigabyteSecond",
  "readUnit",
  "writeUnit",
  "storedGigabyte",
  "recoverableGigabyte",
  "keyCall",
  "key",
  "letter",
  "loggedGigabyte",
  "alarm",
  "ownMetric",
  "dashboard",
  "secret",
  "scheduled",
] as const;

type PriceName = (typeof names)[number];

/** The dated list prices by which costs are worked out. */
export const prices = z
  .strictObject({
    region: z.string(),
    currency: z.string(),
    asOf: z.iso.date(),
    checked: z.string().min(1),
    prices: z.record(z.enum(names), priceSchema),
  })
  .parse(priceList);

/** How much of each priced thing is used. */
export type Usage = Readonly<Partial<Record<PriceName, number>>>;

export type CostLine = {
  readonly name: PriceName;
  readonly of: string;
  readonly amount: number;
  readonly dollars: number;
};

/** What a usage costs, line by line, as the price list has them. */
export const costLines = (usage: Usage): readonly CostLine[] =>
  names.flatMap((name) => {
    const amount = usage[name] ?? 0;
    const { dollars, per, of } = prices.prices[name];
    return amount === 0 ? [] : [{ name, of, amount, dollars: (amount / per) * dollars }];
  });

export const dollarsOf = (usage: Usage): number =>
  costLines(usage).reduce((sum, { dollars }) => sum + dollars, 0);
