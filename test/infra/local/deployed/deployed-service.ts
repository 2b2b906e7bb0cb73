import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { LOOPBACK, listen, stopListening } from "../../../../infra/local/listen.ts";
import { mailEventsOf } from "../../../../infra/local/mail-events.ts";
import { type Message, readMessage } from "../../../../infra/local/message.ts";
import { type Instant, plusSeconds } from "../../../../shared/domain/instant.ts";
import { systemClock } from "../../../../shared/system.ts";
import { visitor } from "../../../functions/sites.ts";
import { apiGateway } from "./api-gateway.ts";
import { readDeployedStack } from "./deployed-stack.ts";
import { calledByRules, scheduledEvent } from "./event-rule.ts";
import { type LambdaProcess, startLambda } from "./lambda-process.ts";
import { startLocalCloud } from "./local-cloud.ts";
import { signIn } from "./sign-in.ts";
import { synthesise } from "./synthesise.ts";

const host = (address: string) => new URL(address).hostname;

/** One stage as it is deployed: every function in a process of its own, out of its asset. */
export const startDeployed = async (stage: string) => {
  const folder = await mkdtemp(path.join(tmpdir(), "deployed-"));
  const stack = await readDeployedStack(await synthesise(folder), `consultation-${stage}`);
  let secondsAhead = 0;
  const clock = (): Instant => plusSeconds(systemClock(), secondsAhead);
  const cloud = await startLocalCloud(stack, path.join(folder, "data"), clock);
  const { formAddress, inboxAddress } = cloud.settings;
  const outside = { ...cloud.outside, elsewhere: { ...cloud.outside.elsewhere } };

  const started: LambdaProcess[] = [];
  const running = new Map<string, Promise<LambdaProcess>>();
  /** The function's process on the time that it is now; one of an earlier time is not asked any more. */
  const lambdaOf = (id: string): Promise<LambdaProcess> => {
    const found = stack.functions.find((each) => each.id === id);
    if (found === undefined) throw new Error(`the template has no function ${id}`);
    const name = `${id} ${secondsAhead}`;
    const known =
      running.get(name) ??
      startLambda(found, { ...outside, secondsAhead }).then((lambda) => {
        started.push(lambda);
        return lambda;
      });
    running.set(name, known);
    return known;
  };

  const browser = (construct: string, address: string) => {
    const request = async (input: string | URL, init?: RequestInit) => {
      const lambda = await lambdaOf(stack.functionOf(construct).id);
      return apiGateway(stack, host(address), lambda)(input, init);
    };
    return visitor({ request: request as Hono["request"] }, address);
  };

  /** The form's address, for whoever calls it over the internet. */
  const site = createServer(
    getRequestListener(async (request) => {
      const lambda = await lambdaOf(stack.functionOf("Request").id);
      const { pathname, search } = new URL(request.url);
      return apiGateway(
        stack,
        host(formAddress),
        lambda,
      )(new URL(pathname + search, formAddress), {
        method: request.method,
        headers: request.headers,
        ...(request.method === "GET" ? {} : { body: await request.arrayBuffer() }),
      });
    }),
  );
  outside.elsewhere[formAddress] = `http://${LOOPBACK}:${await listen(site, 0)}`;

  const onSchedule = async (construct: string): Promise<unknown> => {
    const { id } = stack.functionOf(construct);
    const lambda = await lambdaOf(id);
    return lambda.invoke(scheduledEvent(stack, id, clock()));
  };

  /** How many letters' fates have been told. */
  let told = 0;
  /** SES tells of each letter taken since, and the rules call whom they call. @returns how many calls. */
  const tellFates = async (): Promise<number> => {
    let calls = 0;
    for (const mail of cloud.mailbox.all().slice(told))
      for (const { event } of mailEventsOf(mail))
        for (const id of calledByRules(stack, event)) {
          await (await lambdaOf(id)).invoke(event);
          calls++;
        }
    told = cloud.mailbox.all().length;
    return calls;
  };

  return {
    stack,
    settings: cloud.settings,
    faults: cloud.faults,
    clock,
    lambdaOf,
    /** Every function's clock, and SES's, from now on. */
    moveAhead: (seconds: number) => {
      secondsAhead += seconds;
    },
    practitioner: () => browser("Request", formAddress),
    stranger: () => browser("Inbox", inboxAddress),
    worker: async (person: string) => {
      const worker = browser("Inbox", inboxAddress);
      await signIn(worker, outside.elsewhere, person);
      return worker;
    },
    sweep: () => onSchedule("Letters"),
    upkeep: () => onSchedule("Upkeep"),
    canary: () => onSchedule("Canary"),
    tellFates,
    letters: (): Promise<readonly Message[]> => Promise.all(cloud.mailbox.all().map(readMessage)),
    /** All that the functions have written: what their logs would keep. */
    written: () => started.map((lambda) => lambda.written()).join(""),
    stop: async () => {
      for (const lambda of started) await lambda.stop();
      await stopListening(site);
      await cloud.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

export type DeployedService = Awaited<ReturnType<typeof startDeployed>>;
