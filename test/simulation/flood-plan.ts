/** Requests that come at the same time: how many, and how long before or after. */
export type FloodPlan = {
  readonly count: number;
  readonly after: number;
  readonly actNow: number;
};
