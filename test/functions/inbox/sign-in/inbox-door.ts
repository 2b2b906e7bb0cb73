import { Hono } from "hono";
import {
  type SignedIn,
  type SignInDeps,
  signIn,
} from "../../../../functions/inbox/sign-in/sign-in.ts";
import type { localStaff } from "../../../../infra/local/local-staff.ts";
import { at } from "../../../../shared/domain/instant.ts";
import { systemIds } from "../../../../shared/system.ts";
import { movableClock } from "../../../fakes/clock.ts";
import { recordingLog } from "../../../fakes/log.ts";
import { memoryTable } from "../../../fakes/memory-table.ts";
import { choosePerson } from "./choose-person.ts";

export const inboxAddress = "https://duty.example";
export const clientId = "inbox";
export const secret = "a secret between us";
export const roles = { duty: "C.Duty", manager: "C.Manager", auditor: "C.Auditor" };

type Person = (typeof localStaff)[number]["name"];

/** The door with three rooms behind it, on a clock that is nowhere near the machine's. */
export const inboxDoor = (issuer: string, change: Partial<SignInDeps> = {}) => {
  const memory = memoryTable();
  const { clock, advance } = movableClock(at("2031-03-04T09:00:00Z"));
  const { log, lines, counted } = recordingLog();
  const { routes, requireSession } = signIn({
    inboxAddress,
    signIn: { issuer, clientId, roles },
    secret: async () => secret,
    table: memory,
    clock,
    ids: systemIds,
    log,
    refused: (c, why, status) => c.text(why, status),
    ...change,
  });
  const app = new Hono<SignedIn>();
  app.route("/", routes);
  app.get("/", requireSession(["duty", "manager", "auditor"]), (c) => c.json(c.get("staff")));
  app.get("/list", requireSession(["duty", "manager"]), (c) => c.json(c.get("staff")));
  app.get("/staff", requireSession(["manager"]), (c) => c.json(c.get("staff")));
  app.post("/claim", requireSession(["duty", "manager"]), (c) => c.json(c.get("staff")));
  return { app, memory, clock, advance, log, lines, counted };
};

/** A browser: keeps the inbox's cookies, follows nothing by itself. */
export const browser = (app: ReturnType<typeof inboxDoor>["app"]) => {
  const cookies = new Map<string, string>();

  const ask = async (path: string, init: RequestInit = {}) => {
    const answer = await app.request(new URL(path, inboxAddress), {
      ...init,
      headers: {
        ...init.headers,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return answer;
  };

  /** Starts, and @returns the provider's address that it was sent to. */
  const start = async (to = "/") =>
    (await ask(`/sign-in?to=${encodeURIComponent(to)}`)).headers.get("location") ?? "";

  const choose = (address: string, person: Person) => choosePerson(address, person);

  const signInAs = async (person: Person, to = "/") => ask(await choose(await start(to), person));

  return { ask, start, choose, signInAs, cookies };
};
