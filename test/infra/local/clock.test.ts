import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { openClock } from "../../../infra/local/clock.ts";
import { at, type Instant } from "../../../shared/domain/instant.ts";
import { scratchFolder } from "./scratch-folder.ts";

/** A machine's clock that the test sets. */
const machineAt = (start: string) => {
  let now = at(start);
  return {
    clock: () => now,
    set: (to: string) => {
      now = at(to);
    },
  };
};

const scratchClock = async (start: string) => {
  const file = path.join(await scratchFolder(), "clock.json");
  const machine = machineAt(start);
  const open = (startAt?: Instant) => openClock({ file, startAt, machine: machine.clock });
  return { file, machine, open };
};

test("without being moved it shows the machine's time", async () => {
  const { machine, open } = await scratchClock("2026-11-24T10:00:00Z");
  const clock = await open();
  expect(clock.now()).toBe("2026-11-24T10:00:00Z");
  machine.set("2026-11-24T10:00:09Z");
  expect(clock.now()).toBe("2026-11-24T10:00:09Z");
});

test("held it stands still; let go it runs on at normal speed; after a restart it continues", async () => {
  const { machine, open } = await scratchClock("2026-11-24T10:00:00Z");
  const clock = await open();
  expect(await clock.hold(at("2026-12-24T15:00:00Z"))).toBe("2026-12-24T15:00:00Z");
  machine.set("2026-11-24T10:00:30Z");
  expect(clock.now()).toBe("2026-12-24T15:00:00Z");
  await clock.letGo();
  machine.set("2026-11-24T10:00:40Z");
  expect(clock.now()).toBe("2026-12-24T15:00:10Z");

  machine.set("2026-11-24T10:01:40Z");
  expect((await open()).now()).toBe("2026-12-24T15:01:10Z");
});

test("it never runs backwards: not when held earlier, not when the machine's clock is set back", async () => {
  const { machine, open } = await scratchClock("2026-11-24T10:00:00Z");
  const clock = await open();
  expect(await clock.hold(at("2026-11-01T00:00:00Z"))).toBe("2026-11-24T10:00:00Z");
  await clock.letGo();
  machine.set("2026-11-24T09:00:00Z");
  expect(clock.now()).toBe("2026-11-24T10:00:00Z");
  await clock.keep();
  expect((await open()).now()).toBe("2026-11-24T10:00:00Z");
});

test("--now starts it elsewhere, earlier than the machine's too, but never before what is kept", async () => {
  const { machine, open } = await scratchClock("2026-11-24T10:00:00Z");
  const clock = await open(at("2025-03-28T09:00:00Z"));
  machine.set("2026-11-24T10:00:05Z");
  expect(clock.now()).toBe("2025-03-28T09:00:05Z");
  await expect(open(at("2025-03-28T09:00:04Z"))).rejects.toThrow(/earlier than the clock kept/);
  expect((await open(at("2025-04-01T09:00:00Z"))).now()).toBe("2025-04-01T09:00:00Z");
});

test("a kept clock that cannot be read is refused with what to do", async () => {
  const { file, open } = await scratchClock("2026-11-24T10:00:00Z");
  await writeFile(file, "{");
  await expect(open()).rejects.toThrow(/cannot be read.*--fresh/);
});
