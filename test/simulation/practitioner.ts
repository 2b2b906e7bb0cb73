import type { Draft } from "../../shared/store/drafts.ts";
import { keepDrafts } from "../../shared/store/drafts.ts";
import { fieldsOn } from "../functions/sites.ts";
import { readForm } from "../shared/pages/read-form.ts";
import { formAddress, type Instances } from "./instances.ts";
import type { Plan } from "./plan.ts";
import type { LifeRecord } from "./record.ts";
import { answersOf, keyOf } from "./sample.ts";
import { type Engine, quietTable } from "./store.ts";
import { instantAt, type World } from "./world.ts";

export type Scene = {
  readonly world: World;
  readonly inner: Engine;
  readonly plan: Plan;
  readonly instances: Instances;
  readonly record: LifeRecord;
};

const limitSeconds = 29;
const mostTries = 120;

type Answer = { readonly status: number; readonly text: string; readonly location: string };

/** Asks the form's site, and asks again until it answers: after an error or no answer, some time later. */
const askUntil = async (
  { world, instances, record }: Scene,
  name: string,
  path: string,
  init: RequestInit,
): Promise<Answer | undefined> => {
  for (let tried = 0; tried < mostTries; tried++) {
    const copy = instances.of(name);
    const method = init.method ?? "GET";
    const called = await copy.call(`${method} ${path}`, limitSeconds, async () => {
      const response = await copy.request().request(new URL(path, formAddress), init);
      const { status, headers } = response;
      const cookie = headers.getSetCookie()[0] ?? "";
      return {
        status,
        text: await response.text(),
        location: headers.get("location") ?? "",
        cookie,
      };
    });
    if (called !== "crashed" && called.answer.status < 500) {
      const { status } = called.answer;
      if (status >= 400) record.surprises.push(`${method} ${path} was answered ${status}`);
      return called.answer;
    }
    await world.sleep([2, 5, 20][tried] ?? 60);
  }
  record.surprises.push(`${path} never answered`);
  return undefined;
};

const referenceShape = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/;

const acknowledge = ({ world, record }: Scene, text: string) => {
  const [reference] = referenceShape.exec(text) ?? [];
  if (reference === undefined) record.surprises.push("acknowledged without a reference");
  else record.acknowledged.push({ reference, at: world.now() });
};

const sendByApi = async (scene: Scene, name: string) => {
  const { plan } = scene;
  const answer = await askUntil(scene, name, "/api/consultations", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": keyOf(plan.seed) },
    body: JSON.stringify(answersOf(plan)),
  });
  if (answer?.status === 200 || answer?.status === 201) acknowledge(scene, answer.text);
};

const draftId = (seed: number) => `draft${String(seed).padStart(17, "0")}`;

const posting = (seed: number, fields: readonly (readonly [string, string])[]): RequestInit => ({
  method: "POST",
  headers: {
    Origin: formAddress,
    "Content-Type": "application/x-www-form-urlencoded",
    cookie: `__Host-draft=${draftId(seed)}`,
  },
  body: new URLSearchParams(
    fields.map(([name, value]): [string, string] => [name, value]),
  ).toString(),
});

/** Puts a draft where the browser's cookie finds it, as if it had been filled in a moment ago. */
const keepDraft = async ({ world, inner, instances, plan }: Scene, draft: Draft) => {
  const table = quietTable(inner, world.now);
  const now = instantAt(world.now() - 10);
  await keepDrafts({ table, keys: instances.keys }).save(
    draftId(plan.seed),
    { draft, revision: 0 },
    now,
  );
};

const pressSend = async (scene: Scene, name: string) => {
  const { seed } = scene.plan;
  const answer = await askUntil(scene, name, "/request/check", posting(seed, []));
  if (answer === undefined) return;
  if (!answer.location.startsWith("/request/sent")) {
    scene.record.surprises.push(`Send led to ${answer.location}`);
    return;
  }
  const cookie = `__Host-draft=${draftId(seed)}`;
  const sent = await askUntil(scene, name, "/request/sent", { headers: { cookie } });
  acknowledge(scene, sent?.text ?? "");
};

/** Page by page, as a browser does. A page that fails is posted again. */
const fillIn = async (scene: Scene, name: string) => {
  const { plan } = scene;
  let step = "danger";
  for (let steps = 0; step !== "check" && steps < 30; steps++) {
    const path = `/request/${step}`;
    const cookie = `__Host-draft=${draftId(plan.seed)}`;
    const shown =
      step === "decision" ? await askUntil(scene, name, path, { headers: { cookie } }) : undefined;
    const fields =
      step === "decision" ? readForm(shown?.text ?? "") : fieldsOn(step, answersOf(plan));
    const answer = await askUntil(scene, name, path, posting(plan.seed, fields));
    if (answer?.status !== 303) return;
    step = answer.location.replace("/request/", "").replace("?gone", "");
  }
};

/** A practitioner sends a request, perhaps several times at once, perhaps again later. */
export const practitioner = async (scene: Scene, draft: Draft | undefined): Promise<void> => {
  const { plan, world } = scene;
  if (plan.sender !== "api") await keepDraft(scene, draft ?? { answers: {}, done: [] });
  if (plan.sender === "form-page-by-page") await fillIn(scene, "practitioner");
  const send = plan.sender === "api" ? sendByApi : pressSend;
  const copies = Array.from({ length: plan.copies }, () => send(scene, "practitioner"));
  await Promise.all(copies);
  for (const later of plan.again)
    world.at(plan.received + later, () => send(scene, "practitioner"));
};
