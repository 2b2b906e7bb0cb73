import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, paginateScan } from "@aws-sdk/lib-dynamodb";
import { snapshotCalendar } from "../../shared/domain/calendar.ts";
import { type Instant, plusSeconds } from "../../shared/domain/instant.ts";
import { workingTime } from "../../shared/domain/working-time.ts";
import type { Log } from "../../shared/log.ts";
import { table as design } from "../../shared/store/table.ts";
import { systemClock } from "../../shared/system.ts";
import { openShelf, pointAt } from "../letters/open-shelf.ts";
import type { Place } from "../letters/place.ts";
import { createTableInput } from "../local/create-table-input.ts";
import { isRefusal } from "../local/refusal.ts";
import { seedDay } from "../local/seed.ts";
import { localStage } from "../stages.ts";
import { bringOver } from "./bring-over.ts";
import { type Checked, checkRestored } from "./check-restored.ts";
import { copyItems } from "./copy-items.ts";
import { damage } from "./damage.ts";
import { readRevisions } from "./read-revisions.ts";
import { readTrailLines } from "./read-source.ts";
import { openScratch, type Scratch, scratchNames } from "./scratch.ts";
import { afterTheMoment } from "./write-after.ts";

const existing = scratchNames.TABLE_NAME;
const restored = `${existing}-restored`;
const trail = scratchNames.TRAIL_LOG_GROUP;
const working = workingTime(localStage.hub, snapshotCalendar);

/** One in four is damaged, and at least one. */
const damagedOf = (references: readonly string[]) => references.filter((_, n) => n % 4 === 0);

type Say = (line: string) => void;

const clientOf = (endpoint?: string) =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({
      ...(endpoint === undefined ? {} : { endpoint }),
      region: "eu-west-2",
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    }),
  );

const logTo = (say: Say): Log => ({
  info: () => undefined,
  count: () => undefined,
  error: (event) => say(`Warning: ${event}.`),
});

/** A copy of this machine's data, of a moment; undefined when there is none. The data itself is only read. */
const copyOfData = async (place: Place, report: Say) => {
  const opened = await openShelf(place, report).catch((thrown: unknown) => {
    if (isRefusal(thrown) && thrown.message.startsWith("There is no data")) return undefined;
    throw thrown;
  });
  if (opened === undefined) return undefined;
  const source = clientOf();
  try {
    // The trail first, so that no item of the copy is older than what is known of it.
    const scratch = await openScratch(await readTrailLines(), report);
    const copy = clientOf(scratch.engine);
    await copyItems({ client: source, table: existing }, { client: copy, table: existing }, report);
    copy.destroy();
    pointAt(scratch);
    return { scratch, moment: opened.now };
  } finally {
    source.destroy();
    await opened.close();
  }
};

/** Without data of one's own: an invented day of work, and no letters. */
const inventedDay = async (report: Say) => {
  report("There is no data here, so a day of work is invented for the rehearsal.");
  const scratch = await openScratch([], report);
  pointAt(scratch);
  const moment = systemClock();
  try {
    await seedDay({
      settings: localStage,
      environment: scratchNames,
      now: moment,
      sweepAt: () => async () => undefined,
      nextWake: async () => undefined,
      report,
    });
    return { scratch, moment };
  } catch (thrown) {
    await scratch.close();
    throw thrown;
  }
};

/** How many items the table and each of its indexes hold. */
const sizesOf = async (client: DynamoDBDocumentClient, TableName: string) => {
  const sizes: Record<string, number> = {};
  for (const name of ["table", ...Object.keys(design.indexes)]) {
    const IndexName = name === "table" ? {} : { IndexName: name };
    let size = 0;
    for await (const { Count = 0 } of paginateScan({ client }, { TableName, ...IndexName }))
      size += Count;
    sizes[name] = size;
  }
  return sizes;
};

/** What a rehearsal did, and every way in which it did not go as it must. */
export type Rehearsed = {
  readonly moment: Instant;
  readonly items: number;
  readonly damaged: readonly string[];
  readonly checked: Checked;
  /** Once what was written after the moment has been brought over from the existing table. */
  readonly broughtOver: Checked;
  readonly faults: readonly string[];
};

const isSameList = (one: readonly string[], other: readonly string[]) =>
  one.join() === other.join();

const rehearseOn = async (scratch: Scratch, moment: Instant, report: Say): Promise<Rehearsed> => {
  const client = clientOf(scratch.engine);
  try {
    await client.send(new CreateTableCommand(createTableInput(restored)));
    await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1 }, { TableName: restored });
    const items = await copyItems({ client, table: existing }, { client, table: restored }, report);
    const [before, after] = [await sizesOf(client, existing), await sizesOf(client, restored)];

    const references = [...(await readRevisions(existing, report)).keys()].toSorted();
    const damaged = damagedOf(references);
    const spared = references.filter((reference) => !damaged.includes(reference));
    const later = afterTheMoment(plusSeconds(moment, 60), working, logTo(report));
    const claimed = await later.claimOne(spared);
    const received = await later.receiveOne();
    await damage({ client, table: existing }, damaged);

    const checked = await checkRestored({ restored, existing, trail, moment }, report);
    const { compared } = checked;
    await bringOver(client, { restored, existing }, compared.newerThere, report);
    const broughtOver = await checkRestored({ restored, existing, trail }, report);
    const found = checked.existing?.bad.map(({ reference }) => reference) ?? [];
    const faults = [
      ...(items > 0 && damaged.length > 0 ? [] : ["There was no consultation to restore."]),
      ...Object.entries(before).flatMap(([name, size]) =>
        after[name] === size ? [] : [`The restored ${name} has ${after[name]} of ${size} items.`],
      ),
      ...(isSameList(found, damaged)
        ? []
        : [`${damaged.length} were damaged and ${found.length} found to be.`]),
      ...(isSameList(compared.cameBack, damaged)
        ? []
        : [`${damaged.length} were damaged and ${compared.cameBack.length} came back.`]),
      ...(isSameList(
        compared.older.map(({ reference }) => reference),
        claimed === undefined ? [] : [claimed],
      )
        ? []
        : ["What was written after the moment was not told as such."]),
      ...(isSameList(compared.missing, [received])
        ? []
        : ["What was received after the moment was not told as such."]),
      ...(checked.restored.bad.length === 0 ? [] : ["Some histories do not hold."]),
      ...(isSameList(broughtOver.compared.same, [...spared, received].toSorted()) &&
      broughtOver.restored.bad.length === 0
        ? []
        : ["What was written after the moment could not be brought over."]),
    ];
    return { moment, items, damaged, checked, broughtOver, faults };
  } finally {
    client.destroy();
  }
};

/**
 * Rehearses a restore on a copy of this machine's data: a second table as of now, then one more act of
 * staff and one more request, then damage to the first table, and everything that is done before a restored
 * table may stand in.
 * AWS's own part, making the table out of its continuous backup, is taken over by a copy by the SDK.
 */
export const rehearse = async (place: Place, report: Say): Promise<Rehearsed> => {
  const { scratch, moment } = (await copyOfData(place, report)) ?? (await inventedDay(report));
  try {
    return await rehearseOn(scratch, moment, report);
  } finally {
    await scratch.close();
  }
};
