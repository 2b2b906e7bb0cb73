import { createServer } from "node:http";
import path from "node:path";
import { getRequestListener } from "@hono/node-server";
import { earliest, type Instant } from "../../shared/domain/instant.ts";
import type { Clock } from "../../shared/ports.ts";
import type { Environment } from "../../shared/settings.ts";
import { bundle } from "../bundle.ts";
import { localStage } from "../stages.ts";
import { createAws } from "./aws.ts";
import { startBankHolidayFeed } from "./bank-holiday-feed.ts";
import { openClock } from "./clock.ts";
import { createDailyUpkeep } from "./daily-upkeep.ts";
import { claimDataFolder, dataFiles, emptyDataFolder } from "./data-folder.ts";
import { openDeliveries } from "./deliveries.ts";
import { refuseFolderInUse, startEngine } from "./engine.ts";
import { type Deliver, type Functions, loadFunctions } from "./functions.ts";
import { createGateway } from "./gateway.ts";
import { keptCode } from "./kept-code.ts";
import { createKms } from "./kms.ts";
import { LOOPBACK, listen, stopListening } from "./listen.ts";
import { localKey } from "./local-key.ts";
import { openLogs } from "./logs.ts";
import { createMailFaults } from "./mail-faults.ts";
import { createMailViewer } from "./mail-viewer.tsx";
import { openMailbox } from "./mailbox.ts";
import { openNextWake } from "./next-wake.ts";
import { refuseBusyPorts } from "./ports.ts";
import { seedDay } from "./seed.ts";
import { createSes } from "./ses.ts";
import { startSignInProvider } from "./sign-in-provider.tsx";
import { createSweeper, type Sweeper } from "./sweep.ts";

/** What the inbox proves itself with to this machine's own provider: known to everybody, worth nothing. */
const signInSecret = "known-to-everybody";

const environment: Environment = {
  TABLE_NAME: "consultations",
  SEALING_KEY_ID: "alias/local-sealing",
  CHILD_HASH_KEY_ID: "alias/local-child-hash",
  TRAIL_LOG_GROUP: "local-trail",
  SIGN_IN_SECRET: signInSecret,
};

/** The form's port is `PORT`; the others follow it (the contract of design.md). */
const inboxPort = (port: number) => port + 1;
const mailViewerPort = (port: number) => port + 2;
const signInPort = (port: number) => port + 3;

/**
 * Points every AWS client of this process at this machine, whatever the person's own settings are.
 * Clients read it when they are made, so two local services cannot run in one process at once.
 */
const pointAtThisMachine = (engine: string, aws: string) => {
  const awsSettings = Object.keys(process.env).filter((name) => name.startsWith("AWS_"));
  for (const name of awsSettings) delete process.env[name];
  Object.assign(process.env, environment, {
    AWS_REGION: "eu-west-2",
    AWS_ACCESS_KEY_ID: "local",
    AWS_SECRET_ACCESS_KEY: "local",
    AWS_EC2_METADATA_DISABLED: "true",
    POWERTOOLS_METRICS_DISABLED: "true",
    POWERTOOLS_LOG_LEVEL: process.env["POWERTOOLS_LOG_LEVEL"] ?? "WARN",
    AWS_ENDPOINT_URL: aws,
    AWS_ENDPOINT_URL_DYNAMODB: engine,
    AWS_ENDPOINT_URL_SES: aws,
    AWS_ENDPOINT_URL_KMS: aws,
    AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: aws,
  });
};

export type LocalService = {
  readonly formAddress: string;
  readonly inboxAddress: string;
  readonly mailViewerAddress: string;
  readonly signInAddress: string;
  readonly now: Clock;
  readonly stepTo: Sweeper["stepTo"];
  /** Ends cleanly: requests and the sweep under way are finished, the data folder marked clean. */
  readonly close: () => Promise<void>;
};

/** Resolves when an address gives any answer but the gateway's "the function is broken". */
const answers = async (address: string) => {
  const { status } = await fetch(address, { redirect: "manual" });
  if (status === 502) throw new Error(`${address} answers, but the function behind it fails`);
};

/**
 * The whole service on this machine. Ports, then the folder, are checked before anything is changed.
 * `functions` stands in for the bundles in tests. @throws Refusal with a sentence for the person.
 */
export const startLocal = async ({
  port,
  dataFolder,
  fresh = false,
  seeded = false,
  startAt,
  functions,
  report = () => undefined,
}: {
  readonly port: number;
  readonly dataFolder: string;
  readonly fresh?: boolean;
  /** Adds a believable day of work before anything answers. */
  readonly seeded?: boolean;
  readonly startAt?: Instant | undefined;
  readonly functions?: Functions;
  readonly report?: (line: string) => void;
}): Promise<LocalService> => {
  await refuseBusyPorts([port, inboxPort(port), mailViewerPort(port), signInPort(port)]);
  if (fresh) {
    await refuseFolderInUse(dataFolder);
    await emptyDataFolder(dataFolder);
  }
  await claimDataFolder(dataFolder);

  /** What has been opened so far, closed last first: at the end, or when the start fails half-way. */
  const opened: (() => Promise<void> | void)[] = [];
  const close = async () => {
    const failures: unknown[] = [];
    for (const closeOne of opened.splice(0).reverse())
      await Promise.resolve()
        .then(closeOne)
        .catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  };
  try {
    const engine = await startEngine({
      folder: dataFolder,
      tableName: environment.TABLE_NAME,
      report,
    });
    opened.push(engine.close);
    const secret = await localKey(dataFolder, engine.holdsItems);
    const clock = await openClock({ file: path.join(dataFolder, dataFiles.clock), startAt });
    opened.push(clock.keep);
    const mailbox = await openMailbox(path.join(dataFolder, dataFiles.mail), report);
    const logs = await openLogs(path.join(dataFolder, dataFiles.trail));
    opened.push(logs.close);
    /** While a day is seeded, letters arrive on that day's own clock. */
    let mailClock: Clock = clock.now;
    /** Loaded below, once it can be told where this machine's AWS is. */
    const delivery = Promise.withResolvers<Deliver>();
    const deliveries = await openDeliveries({
      file: path.join(dataFolder, dataFiles.told),
      mails: mailbox.all(),
      clock: () => mailClock(),
      deliver: async (event) => (await delivery.promise)(event),
      report,
    });
    const faults = createMailFaults();
    const aws = createAws({
      ses: createSes({ mailbox, clock: () => mailClock(), faults, taken: deliveries.taken }),
      kms: createKms({
        secret,
        keyIds: [environment.SEALING_KEY_ID, environment.CHILD_HASH_KEY_ID],
      }),
      logs: logs.answer,
    });
    const awsPort = await listen(aws, 0);
    opened.push(() => stopListening(aws));
    pointAtThisMachine(engine.endpoint, `http://${LOOPBACK}:${awsPort}`);

    const formAddress = `http://localhost:${port}`;
    const inboxAddress = `http://localhost:${inboxPort(port)}`;
    const provider = await startSignInProvider({
      port: signInPort(port),
      inboxAddress,
      signIn: localStage.signIn,
      secret: signInSecret,
    });
    opened.push(provider.close);
    const feed = await startBankHolidayFeed({ dataFolder });
    opened.push(feed.close);
    const settings = {
      ...localStage,
      formAddress,
      inboxAddress,
      calendarFeed: feed.address,
      signIn: { ...localStage.signIn, issuer: provider.address },
    };
    const bundles = path.join(dataFolder, dataFiles.bundles);
    if (functions === undefined) await bundle(settings, bundles, "functions", await keptCode());
    const loaded = functions ?? (await loadFunctions(bundles));
    const { request, inbox, letters, upkeep } = loaded;
    delivery.resolve(loaded.delivery(() => mailClock()));

    const wakes = openNextWake(environment.TABLE_NAME);
    opened.push(wakes.close);
    const runUpkeep = upkeep(clock.now);
    const daily = createDailyUpkeep({ clock: clock.now, upkeep: runUpkeep, report });
    const sweeper = createSweeper({
      clock,
      sweep: letters(clock.now),
      nextWake: wakes.nextWake,
      daily,
      deliveries,
      report,
    });
    opened.push(sweeper.stop);
    const seed = () =>
      sweeper.alone(async () => {
        try {
          return await seedDay({
            settings,
            environment,
            now: clock.now(),
            sweepAt: (dayClock) => {
              mailClock = dayClock;
              const sweep = letters(dayClock);
              return async () => {
                await sweep();
                await deliveries.tell();
              };
            },
            nextWake: async () => earliest(await wakes.nextWake(), deliveries.next()),
            report,
          });
        } finally {
          mailClock = clock.now;
        }
      });
    if (seeded) report(await seed());
    const sites = [
      { handler: request(clock.now), at: port },
      { handler: inbox(clock.now), at: inboxPort(port) },
    ];
    for (const { handler, at } of sites) {
      const gateway = createGateway({ handler, telephone: settings.hub.telephone });
      await listen(gateway, at);
      opened.push(() => stopListening(gateway));
    }
    const mailViewer = createMailViewer({
      mails: mailbox.all,
      faults,
      now: clock.now,
      nextWake: wakes.nextWake,
      stepTo: sweeper.stepTo,
      seed,
      upkeep: () => sweeper.alone(runUpkeep),
    });
    // By these, commands such as npm run letters reach what a running service holds.
    const parts = { engine: engine.endpoint, aws: `http://${LOOPBACK}:${awsPort}` };
    mailViewer.get("/parts", (c) => c.json({ ...parts, now: clock.now() }));
    const viewer = createServer(getRequestListener(mailViewer.fetch));
    await listen(viewer, mailViewerPort(port));
    opened.push(() => stopListening(viewer));
    const mailViewerAddress = `http://localhost:${mailViewerPort(port)}`;
    // A killed process may have left letters of which nothing was told: before they count as lost.
    await sweeper.alone(deliveries.tell);
    // It may have been stopped at 5 this morning, or the list of bank holidays has changed since.
    await sweeper.alone(daily.run);
    sweeper.start();
    await Promise.all([
      answers(`http://${LOOPBACK}:${port}/`),
      answers(`http://${LOOPBACK}:${inboxPort(port)}/`),
      answers(`http://${LOOPBACK}:${mailViewerPort(port)}/clock`),
      answers(`http://${LOOPBACK}:${signInPort(port)}/`),
    ]);
    return {
      formAddress,
      inboxAddress,
      mailViewerAddress,
      signInAddress: provider.address,
      now: clock.now,
      stepTo: sweeper.stepTo,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
};
