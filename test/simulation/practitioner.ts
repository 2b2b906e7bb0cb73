import type { Draft } from "../../shared/store/drafts.ts";
import { keepDrafts } from "../../shared/store/drafts.ts";
import { fieldsOn } from "../functions/sites.ts";
import { readForm } from "../shared/pages/read-form.ts";
import { askUntil } from "./ask-until.ts";
import { type Browser, browserOf } from "./browser.ts";
import { answersOf, draftIdOf, keyOf } from "./sample.ts";
import { saveAndComeBack } from "./save-and-come-back.ts";
import type { Scene } from "./scene.ts";
import { quietTable } from "./store.ts";
import { instantAt } from "./world.ts";

const referenceShape = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/;

const acknowledge = ({ world, record }: Scene, text: string) => {
  const [reference] = referenceShape.exec(text) ?? [];
  if (reference === undefined) record.surprises.push("acknowledged without a reference");
  else record.acknowledged.push({ reference, at: world.now() });
};

const sendByApi = async (scene: Scene) => {
  const { plan } = scene;
  const answer = await askUntil(scene, "/api/consultations", {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": keyOf(plan.seed) },
    body: JSON.stringify(answersOf(plan)),
  });
  if (answer?.status === 200 || answer?.status === 201) acknowledge(scene, answer.text);
};

/** Puts a draft where the browser's cookie finds it, as if it had been filled in a moment ago. */
const keepDraft = async ({ world, inner, instances, plan }: Scene, draft: Draft) => {
  const table = quietTable(inner, world.now);
  const now = instantAt(world.now() - 10);
  await keepDrafts({ table, keys: instances.keys }).save(
    draftIdOf(plan.seed),
    { draft, revision: 0 },
    now,
  );
};

const pressSend = async (scene: Scene, browser: Browser) => {
  const answer = await browser.post("/request/check", []);
  if (answer === undefined) return;
  if (!answer.location.startsWith("/request/sent")) {
    scene.record.surprises.push(`Send led to ${answer.location}`);
    return;
  }
  const sent = await browser.get("/request/sent");
  acknowledge(scene, sent?.text ?? "");
};

/** Page by page, as a browser does. A page that fails is posted again. */
const fillIn = async ({ plan }: Scene, browser: Browser) => {
  let step = "danger";
  for (let steps = 0; step !== "check" && steps < 30; steps++) {
    const path = `/request/${step}`;
    const shown = step === "decision" ? await browser.get(path) : undefined;
    const fields =
      step === "decision" ? readForm(shown?.text ?? "") : fieldsOn(step, answersOf(plan));
    const answer = await browser.post(path, fields);
    if (answer?.status !== 303) return;
    step = answer.location.replace("/request/", "").replace("?gone", "");
  }
};

/** A practitioner sends a request, perhaps several times at once, perhaps again later. */
export const practitioner = async (scene: Scene, draft: Draft | undefined): Promise<void> => {
  const { plan, world } = scene;
  if (plan.sender !== "api") await keepDraft(scene, draft ?? { answers: {}, done: [] });
  const browser = browserOf(scene, new Map([["__Host-draft", draftIdOf(plan.seed)]]));
  if (plan.sender === "form-page-by-page") await fillIn(scene, browser);
  if (plan.saves !== undefined) await saveAndComeBack(scene, browser, plan.saves);
  const send = plan.sender === "api" ? sendByApi : pressSend;
  const copies = Array.from({ length: plan.copies }, () => send(scene, browser));
  await Promise.all(copies);
  for (const later of plan.again) world.at(plan.received + later, () => send(scene, browser));
};
