import { isRefusal } from "../local/refusal.ts";
import { readSmokeOptions } from "./options.ts";
import { type Seen, smoke } from "./smoke.ts";

const signs = { right: "  right", wrong: "  WRONG", "left-out": "  left out" } as const;

const tell = ({ what, is, because }: Seen) =>
  process.stdout.write(`${signs[is]}  ${what}${because === "" ? "" : `: ${because}`}\n`);

try {
  const target = readSmokeOptions(process.argv.slice(2));
  process.stdout.write(`${target.form}${target.inbox === undefined ? "" : `, ${target.inbox}`}\n`);
  const seen = await smoke(target, { tell });
  const count = (is: Seen["is"]) => seen.filter((each) => each.is === is).length;
  process.stdout.write(
    `${count("right")} right, ${count("wrong")} wrong, ${count("left-out")} left out\n`,
  );
  process.exitCode = count("wrong") === 0 ? 0 : 1;
} catch (error) {
  if (!isRefusal(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
