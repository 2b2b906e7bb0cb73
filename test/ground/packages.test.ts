import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { repository } from "./scratch-tree.ts";

const versions = z.record(z.string(), z.string()).default({});

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      hasInstallScript: z.boolean().optional(),
      optionalDependencies: versions,
    }),
  ),
});

type Lock = z.infer<typeof lockSchema>;

const read = (path: string): unknown => JSON.parse(readFileSync(join(repository, path), "utf8"));

const manifest = z
  .object({
    dependencies: versions,
    devDependencies: versions,
    optionalDependencies: versions,
    allowScripts: z.record(z.string(), z.boolean()),
  })
  .parse(read("package.json"));

const lock = lockSchema.parse(read("package-lock.json"));

/** Versions that would let an install choose. */
const loose = (wanted: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(wanted).flatMap(([name, version]) =>
    /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) ? [] : [`${name}@${version}`],
  );

/** The folders in which Node looks for a package that one at `path` asks for. */
const lookedIn = (path: string): readonly string[] => {
  const above = path.lastIndexOf("node_modules/");
  const here = path === "" ? "node_modules/" : `${path}/node_modules/`;
  return path === "" ? [here] : [here, ...lookedIn(path.slice(0, Math.max(above - 1, 0)))];
};

/** Optional dependencies that have no entry: `npm install` drops them silently, then `npm ci` fails. */
const dropped = ({ packages }: Lock): readonly string[] =>
  Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !lookedIn(path).some((folder) => packages[`${folder}${name}`] !== undefined),
    ),
  );

/** Packages that are fetched from a named place, so that another machine's registry would not do. */
const tiedToAPlace = ({ packages }: Lock): readonly string[] =>
  Object.entries(packages).flatMap(([path, { resolved }]) =>
    resolved === undefined ? [] : [path],
  );

const withInstallScript = ({ packages }: Lock): readonly string[] =>
  Object.entries(packages).flatMap(([path, { hasInstallScript }]) =>
    hasInstallScript === true ? [path.slice(path.lastIndexOf("node_modules/") + 13)] : [],
  );

describe("the packages", () => {
  it("are each asked for in one exact version", () => {
    const { dependencies, devDependencies, optionalDependencies } = manifest;

    expect(loose({ ...dependencies, ...devDependencies, ...optionalDependencies })).toEqual([]);
    expect(loose({ a: "^1.2.3", b: "~1.2.3", c: "latest", d: "1.2", e: "1.2.3" })).toHaveLength(4);
  });

  it("have a lockfile entry for every optional one, on whatever platform", () => {
    expect(dropped(lock)).toEqual([]);
    const swc = "node_modules/@swc/core-win32-x64-msvc";
    expect(lock.packages[swc]).toBeDefined();
    const { [swc]: _, ...others } = lock.packages;
    expect(dropped({ packages: others })).toEqual(["@swc/core-win32-x64-msvc"]);
  });

  it("come from whichever registry the machine has", () => {
    expect(tiedToAPlace(lock)).toEqual([]);
    const tied = lockSchema.parse({
      packages: { "node_modules/a": { resolved: "https://registry.example/a.tgz" } },
    });
    expect(tiedToAPlace(tied)).toEqual(["node_modules/a"]);
  });

  it("run an install script only where that was decided, and the pinned Node's is allowed", () => {
    expect(Object.keys(manifest.allowScripts).toSorted()).toEqual(
      [...new Set(withInstallScript(lock))].toSorted(),
    );
    expect(manifest.allowScripts["node"]).toBe(true);
  });
});

describe("the runtime", () => {
  it("is the pinned Node, of the version that is deployed", () => {
    expect(process.version).toBe(`v${manifest.devDependencies["node"]}`);
    expect(process.version).toMatch(/^v24\./);
  });

  it("is never refused by npm on a machine with an older Node", () => {
    expect(readFileSync(join(repository, ".npmrc"), "utf8")).not.toMatch(
      /engine-strict|ignore-scripts/,
    );
  });
});
