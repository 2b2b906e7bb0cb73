import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { bundle } from "../../infra/bundle.ts";
import { generatePages } from "../../infra/generate-pages.ts";
import { LOOPBACK } from "../../infra/local/listen.ts";
import { localStage } from "../../infra/stages.ts";
import type { Used } from "./answer-parent.ts";
import { type Cloud, environmentFor } from "./child-environment.ts";
import { freePort } from "./free-port.ts";
import { startChild } from "./measured-child.ts";
import { peerForm } from "./peer-form.ts";
import { type SizedItems, storedItems } from "./stored-items.ts";

const here = (file: string) => path.join(import.meta.dirname, file);

const listening = z.object({ port: z.number().int().positive() });
const cloudReady = z.object({ engine: z.url(), aws: z.url() });

/** One system under measurement, listening on this machine. */
export type System = {
  readonly name: string;
  readonly address: string;
  readonly used: () => Promise<Used>;
  readonly close: () => Promise<void>;
};

/** Each a file in peers. */
export type PeerName =
  | "hono"
  | "hono-same-calls"
  | "express"
  | "casa"
  | "forms-engine"
  | "least-form";

/** Where a peer keeps its sessions in the engine: a table of their own, made by their library. */
export const sessionTable = "sessions";

/** The store, the keys and the trail, which every system shares. */
export const startCloud = async (folder: string) => {
  const data = path.join(folder, "cloud");
  await mkdir(data, { recursive: true });
  const child = await startChild({
    name: "the store",
    file: here("cloud-child.ts"),
    args: [data],
    environment: { PATH: process.env["PATH"] ?? "" },
    ready: cloudReady,
  });
  return { cloud: child.said satisfies Cloud, used: child.used, close: child.close };
};

/** The request function as it is deployed, bundled anew into `folder`. */
export const startOurs = async (folder: string, cloud: Cloud): Promise<System> => {
  const port = await freePort();
  const address = `http://localhost:${port}`;
  const bundles = path.join(folder, "bundles");
  await generatePages();
  await bundle({ ...localStage, formAddress: address }, bundles);
  const child = await startChild({
    name: "the product",
    file: here("ours-child.ts"),
    args: [bundles, String(port)],
    environment: environmentFor(cloud),
    ready: listening,
  });
  return { name: "ours", address, used: child.used, close: child.close };
};

/** A peer, which writes items of the sizes that `sizes` have. `given`: what it alone needs to be told. */
export const startPeer = async (
  name: PeerName,
  folder: string,
  cloud: Cloud,
  sizes: SizedItems,
  given: unknown = null,
): Promise<System> => {
  const told = { sizes, form: peerForm(), [name]: given };
  const files = Object.entries(told).map(([file, data]) => ({
    file: path.join(folder, `${file}.json`),
    text: JSON.stringify(data),
  }));
  for (const { file, text } of files) await writeFile(file, text);
  const child = await startChild({
    name,
    file: here(`peers/${name}.mjs`),
    args: files.map(({ file }) => file),
    environment: { ...environmentFor(cloud), SESSION_TABLE_NAME: sessionTable },
    ready: listening,
  });
  return {
    name,
    address: `http://${LOOPBACK}:${child.said.port}`,
    used: child.used,
    close: child.close,
  };
};

/** The two items that one request to the product leaves behind: what the peers write, too. */
export const sizesOf = async (cloud: Cloud, reference: string): Promise<SizedItems> => {
  const stored = await storedItems(cloud, reference);
  if (stored === undefined) throw new Error("The product's request was not stored");
  return stored;
};
