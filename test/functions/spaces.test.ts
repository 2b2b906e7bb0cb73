import { expect, test } from "vitest";
import { fillUntil, sites } from "./sites.ts";

test("250 KiB of spaces are refused as cheaply as of letters", async () => {
  const on = sites();
  const visitor = on.practitioner();
  await fillUntil(visitor, "your-question");
  const send = (question: string) => visitor.post("/request/your-question", { question });
  for (const text of [" ".repeat(250_000), `x${" ".repeat(250_000)}x`, "\r\n".repeat(40_000)])
    expect((await send(text)).status).toBe(422);
});
