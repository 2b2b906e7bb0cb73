/**
 * `npm run prove [-- R1 R8 …]`: the promises at their full floors, or only those that are named, with a
 * closing table. Ends with a non-zero exit code when one does not hold.
 */
import { setup } from "../ground/on-node-24.ts";
import { promises } from "./promises.ts";
import { closingTable, proveAll } from "./proof.ts";

await setup();

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const asked = process.argv.slice(2).map((id) => id.toUpperCase());
const known = promises.map(({ id }) => id);
const unknown = asked.filter((id) => !known.includes(id));

if (unknown.length > 0) {
  console.error(
    `There is no proof called ${unknown.join(" ")}. Name some of ${known.join(" ")}, or none for all. R15 is npm run mutate.`,
  );
  process.exitCode = 1;
} else {
  const rows = await proveAll(
    asked.length === 0 ? promises : promises.filter(({ id }) => asked.includes(id)),
    (line) => console.error(line),
  );
  console.log(closingTable(rows).join("\n"));
  console.log("R15 is npm run mutate.");
  process.exitCode = rows.some(({ holds }) => holds === "NO") ? 1 : 0;
}
