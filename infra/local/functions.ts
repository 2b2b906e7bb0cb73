import { access } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type { Context } from "aws-lambda";
import type { UpkeepReport } from "../../functions/upkeep/upkeep.ts";
import type { Clock } from "../../shared/ports.ts";
import type { ApiHandler } from "./gateway.ts";
import { lambdaContext } from "./lambda-context.ts";

/** Its own limit, below the lease that it takes on a letter. */
const lettersTimeoutSeconds = 45;
const deliveryTimeoutSeconds = 20;
const upkeepTimeoutSeconds = 300;

export type Deliver = (event: object) => Promise<unknown>;

export type Upkeep = () => Promise<UpkeepReport>;

/** The deployed functions, each on the clock that it is given. */
export type Functions = {
  readonly request: (clock: Clock) => ApiHandler;
  readonly inbox: (clock: Clock) => ApiHandler;
  readonly letters: (clock: Clock) => () => Promise<{ readonly sent: number }>;
  /** Takes an event of EventBridge's. */
  readonly delivery: (clock: Clock) => Deliver;
  readonly upkeep: (clock: Clock) => Upkeep;
};

type OnClock<Handler> = { readonly handlerWith: (clock: Clock) => Handler };

const isOnClock = <Handler>(module: unknown): module is OnClock<Handler> =>
  typeof module === "object" &&
  module !== null &&
  "handlerWith" in module &&
  typeof module.handlerWith === "function";

const load = <Handler>(folder: string, name: string): OnClock<Handler> => {
  const file = path.resolve(folder, name, "index.js");
  const module: unknown = createRequire(file)(file);
  if (!isOnClock<Handler>(module)) throw new Error(`functions/${name} has no handlerWith(clock)`);
  return module;
};

const scheduled = (clock: Clock) => ({
  version: "0",
  source: "aws.scheduler",
  "detail-type": "Scheduled Event",
  time: clock(),
  detail: {},
});

type ScheduledHandler<Result> = (
  event: ReturnType<typeof scheduled>,
  context: Context,
) => Promise<Result>;

type EventHandler = (event: object, context: Context) => Promise<unknown>;

/** Loads bundles made by infra/bundle.ts. The environment must be set before: they read it once. */
export const loadFunctions = async (folder: string): Promise<Functions> => {
  for (const name of ["request", "inbox", "letters", "delivery", "upkeep"])
    await access(path.join(folder, name, "index.js")).catch(() => {
      throw new Error(`functions/${name}/handler.ts is missing, so there is nothing to run`);
    });
  return {
    request: (clock) => load<ApiHandler>(folder, "request").handlerWith(clock),
    inbox: (clock) => load<ApiHandler>(folder, "inbox").handlerWith(clock),
    letters: (clock) => {
      const handler = load<ScheduledHandler<{ readonly sent: number }>>(
        folder,
        "letters",
      ).handlerWith(clock);
      return () => handler(scheduled(clock), lambdaContext("letters", lettersTimeoutSeconds));
    },
    delivery: (clock) => {
      const handler = load<EventHandler>(folder, "delivery").handlerWith(clock);
      return (event) => handler(event, lambdaContext("delivery", deliveryTimeoutSeconds));
    },
    upkeep: (clock) => {
      const handler = load<ScheduledHandler<UpkeepReport>>(folder, "upkeep").handlerWith(clock);
      return () => handler(scheduled(clock), lambdaContext("upkeep", upkeepTimeoutSeconds));
    },
  };
};
