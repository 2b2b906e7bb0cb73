/** What of the bench runs the service's own pages, as one bundle: Node itself reads no JSX. */

import { measureFirstView } from "./first-view.ts";
import type { Found, Report } from "./found.ts";
import { measureGrowth } from "./growth.ts";
import { measureStoreCalls } from "./store-calls.ts";

/** Loaded when it is its turn: it synthesises the stack, and what ails the stack must stop nothing else. */
const measureCost = async (report: Report): Promise<Found> =>
  (await import("./cost-of-requests.ts")).measureCost(report);

export const inProcess = { measureCost, measureFirstView, measureGrowth, measureStoreCalls };
