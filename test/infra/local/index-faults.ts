import { table } from "../../../shared/store/table.ts";
import { scanAll } from "./dynamo.ts";

const line = (row: Readonly<Record<string, string>>) =>
  JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * Holds every index, read through the engine's front door, against what the items say it must hold.
 * Knows nothing of how the engine keeps or repairs them. Items and indexes are read one after the other:
 * while somebody writes, only what is `wrong` again and again is wrong.
 */
export const indexFaults = async (endpoint: string) => {
  const items = await scanAll(endpoint);
  const faults = { missing: 0, ghosts: 0, entries: 0 };
  const wrong: string[] = [];
  for (const [name, index] of Object.entries(table.indexes)) {
    const carried: readonly string[] = index.projection === "keys" ? [] : index.projection;
    const names = [
      ...[table.partitionKey, table.sortKey, index.partitionKey, index.sortKey],
      ...carried,
    ];
    const wanted = items
      .filter((item) => item[index.partitionKey] !== undefined && item[index.sortKey] !== undefined)
      .map((item) =>
        line(
          Object.fromEntries(
            names.flatMap((key) => (item[key] === undefined ? [] : [[key, item[key]]])),
          ),
        ),
      );
    const found = (await scanAll(endpoint, name)).map(line);
    const wantedSet = new Set(wanted);
    const foundSet = new Set(found);
    faults.entries += found.length;
    const missing = wanted.filter((entry) => !foundSet.has(entry));
    const ghosts = found.filter(
      (entry, place) => !wantedSet.has(entry) || found.indexOf(entry) < place,
    );
    faults.missing += missing.length;
    faults.ghosts += ghosts.length;
    wrong.push(...missing.map((entry) => `${name} lacks ${entry}`));
    wrong.push(...ghosts.map((entry) => `${name} should not have ${entry}`));
  }
  return { items, wrong: wrong as readonly string[], ...faults };
};
