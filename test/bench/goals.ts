type Goal = {
  readonly id: string;
  readonly promise: string;
  readonly is: "at least" | "at most" | "exactly";
  readonly floor: number;
};

/** P1 to P8 of the promises: a promise with two figures has two rows. */
export const goals: readonly Goal[] = [
  {
    id: "P1",
    promise: "API requests a second ÷ a bare Hono handler with the same two puts",
    is: "at least",
    floor: 0.6,
  },
  {
    id: "P2a",
    promise: "request function, whole process to its first page ÷ empty Hono's",
    is: "at most",
    floor: 3.5,
  },
  {
    id: "P2b",
    promise: "request function, module start ÷ Express hello's",
    is: "at most",
    floor: 1,
  },
  {
    id: "P3a",
    promise: "whole journeys a second ÷ @dwp/govuk-casa's",
    is: "at least",
    floor: 2,
  },
  {
    id: "P3b",
    promise: "whole journeys a second ÷ @defra/forms-engine-plugin's",
    is: "at least",
    floor: 5,
  },
  { id: "P4a", promise: "store calls for one API request", is: "exactly", floor: 2 },
  {
    id: "P4b",
    promise: "write units of a whole life ÷ the same bytes in transactions",
    is: "at most",
    floor: 0.5,
  },
  {
    id: "P5a",
    promise: "read units of a sweep, most stored ÷ 1,000 stored, same number due",
    is: "at most",
    floor: 1,
  },
  {
    id: "P5b",
    promise: "calls of an empty sweep: one query and the heartbeat",
    is: "exactly",
    floor: 2,
  },
  {
    id: "P6",
    promise: "read units of a worklist page, most stored ÷ 1,000 stored",
    is: "at most",
    floor: 1,
  },
  {
    id: "P7a",
    promise: "first view with its style sheet, compressed",
    is: "at most",
    floor: 35,
  },
  { id: "P7b", promise: "scripts that a journey needs", is: "exactly", floor: 0 },
  {
    id: "P8",
    promise: "marginal cost of 1,000 requests answered in time",
    is: "at most",
    floor: 0.6,
  },
];

/** Whether a figure reaches its goal. */
export const reaches = ({ is, floor }: Goal, value: number): boolean => {
  if (is === "at least") return value >= floor;
  return is === "at most" ? value <= floor : value === floor;
};
