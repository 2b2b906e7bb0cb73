import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Used } from "./answer-parent.ts";
import { apiLoad } from "./api-load.ts";
import type { Cloud } from "./child-environment.ts";
import type { Report } from "./found.ts";
import { installPeers } from "./install-peers.ts";
import { storedItems } from "./stored-items.ts";
import {
  type PeerName,
  type System,
  sizesOf,
  startCloud,
  startOurs,
  startPeer,
} from "./systems.ts";

/** Everything that is started here is stopped again, last first, whatever happens. */
export const withSystems = async <Result>(
  report: Report,
  work: (on: {
    readonly folder: string;
    readonly cloud: Cloud;
    /** What the process has used that holds the store, the keys and the trail. */
    readonly cloudUsed: () => Promise<Used>;
    readonly ours: System;
    readonly peer: (name: PeerName, given?: unknown) => Promise<System>;
  }) => Promise<Result>,
): Promise<Result> => {
  await installPeers(report);
  const folder = await mkdtemp(path.join(tmpdir(), "consultation-bench-"));
  const opened: (() => Promise<void>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const { cloud, used, close } = await startCloud(folder);
    opened.push(close);
    const ours = await startOurs(folder, cloud);
    opened.push(ours.close);
    const { references } = await apiLoad(ours.address, { requests: 1, atOnce: 1 });
    const sizes = await sizesOf(cloud, references[0] ?? "");
    const peer = async (name: PeerName, given?: unknown) => {
      const started = await startPeer(name, folder, cloud, sizes, given);
      opened.push(started.close);
      return started;
    };
    return await work({ folder, cloud, cloudUsed: used, ours, peer });
  } finally {
    for (const close of opened.toReversed()) await close();
  }
};

/** @throws Error unless both items of the request stand in the store. */
export const checkStored = async (cloud: Cloud, system: System, reference: string | undefined) => {
  if (reference === undefined || (await storedItems(cloud, reference)) === undefined)
    throw new Error(`${system.name} said that a request is stored, and it is not`);
};
