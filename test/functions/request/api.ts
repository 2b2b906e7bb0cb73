import { createApp } from "../../../functions/request/app.ts";
import named from "../../../functions/request/examples/named.json" with { type: "json" };
import { localStage } from "../../../infra/stages.ts";
import type { Instant } from "../../../shared/domain/instant.ts";
import type { Log } from "../../../shared/log.ts";
import type { Settings } from "../../../shared/settings.ts";
import { requestStore } from "../../../shared/store/request-store.ts";
import { movableClock } from "../../fakes/clock.ts";
import { recordingLog } from "../../fakes/log.ts";
import { monday, sampleKey, working } from "../../shared/store/sample-submission.ts";
import { shelfInMemory } from "../../shared/store/shelf.ts";

export const hub = localStage.hub;

type Body = string | Uint8Array | Readonly<Record<string, unknown>> | readonly unknown[];

type Sending = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Body;
};

/** What the API may send back, as the tests look at it. */
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Readonly<Record<string, unknown>>;
};

const bytesOf = (body: Body) =>
  typeof body === "string" || body instanceof Uint8Array ? body : JSON.stringify(body);

const jsonIn = (text: string): Answer["json"] => {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null ? { ...read } : {};
  } catch {
    return {};
  }
};

/** The public API as it is deployed, on a store in memory that counts its calls and can fail. */
export const api = ({
  startsAt = monday,
  settings = localStage,
  log,
  ...options
}: Parameters<typeof shelfInMemory>[0] & {
  readonly startsAt?: Instant;
  readonly settings?: Settings;
  readonly log?: Log;
} = {}) => {
  const shelf = shelfInMemory(options);
  const { clock, moveTo, advance } = movableClock(startsAt);
  const recording = recordingLog();
  const submitted: unknown[] = [];
  const kept = requestStore(shelf);
  const app = createApp({
    settings,
    working,
    clock,
    log: log ?? recording.log,
    ids: shelf.ids,
    followCalendar: shelf.followCalendar,
    store: async () => ({
      ...kept,
      submit: (submission) => {
        submitted.push(submission);
        return kept.submit(submission);
      },
    }),
  });

  const send = async (path: string, { method, headers, body }: Sending = {}): Promise<Answer> => {
    const response = await app.request(path, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: bytesOf(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: jsonIn(text) };
  };

  return {
    send,
    shelf,
    submitted: submitted as readonly unknown[],
    lines: recording.lines,
    counted: recording.counted,
    moveTo,
    advance,
    /** Sends a consultation: the named example with this key, unless told otherwise. */
    request: (body: Body = named, headers: Readonly<Record<string, string>> = {}) =>
      send("/api/consultations", { body, headers: { "Idempotency-Key": sampleKey, ...headers } }),
    /** Whether anything was asked of the store, or stands in it. */
    touchedStore: () =>
      submitted.length +
      shelf.calls.length +
      shelf.inner.items().length +
      shelf.trail.entries.length,
  };
};

/** The API on a store whose every write throws this. */
export const throwing = (thrown: unknown) =>
  api({
    wrap: (inner) => ({
      ...inner,
      put: async () => {
        throw thrown;
      },
    }),
  });

export const errorFields = ({ json }: Answer): readonly string[] => {
  const errors = json["errors"];
  if (!Array.isArray(errors)) throw new Error("an answer without errors");
  return errors.map(({ field }) => `${field}`);
};
