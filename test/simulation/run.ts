import { wrongIn } from "./checks.ts";
import { live } from "./life.ts";
import { planOf } from "./plan.ts";

const from = Number(process.argv[2] ?? 1);
const count = Number(process.argv[3] ?? 20);
const began = performance.now();
let bad = 0;
let steps = 0;
let letters = 0;
for (let seed = from; seed < from + count; seed++) {
  try {
    const life = await live(planOf(seed));
    steps += life.world.steps.length;
    letters += life.sent.length;
    const wrong = await wrongIn(life);
    if (wrong.length > 0) {
      bad++;
      if (bad <= 8)
        console.log(
          seed,
          life.world.traceHash().slice(0, 8),
          JSON.stringify(wrong),
          JSON.stringify({ ...life.plan, acts: life.plan.acts.length }),
        );
    }
    if (count === 1)
      for (const s of life.world.steps)
        console.log(
          s.number,
          new Date(s.now * 1000).toISOString().slice(5, 19),
          s.actor,
          s.what,
          "→",
          s.answer,
          s.fault ? JSON.stringify(s.fault) : "",
        );
    if (count === 1) {
      console.log(life.plan, life.record, life.instances.lines, life.inner.all("consultation#"));
    }
  } catch (e) {
    bad++;
    if (bad < 8) console.log(seed, e);
  }
}
console.log("cpu", (process.cpuUsage().user + process.cpuUsage().system) / 1e6);
console.log({
  bad,
  count,
  perSecond: (count / (performance.now() - began)) * 1000,
  steps: steps / count,
  letters: letters / count,
});
