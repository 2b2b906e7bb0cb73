import type { DecisionInputs } from "../../../shared/domain/decision-inputs.ts";

/** What decision.md's tables say for one set of inputs under one rule set. */
export type ByThePolicy = {
  readonly action: string;
  readonly consent: string;
  readonly tell: string;
  readonly because: { readonly action: string; readonly consent: string; readonly tell: string };
  readonly also: readonly string[];
  readonly flags: readonly string[];
  readonly consultation: string;
};

const consentAnswers: Readonly<Record<string, readonly [lscb: string, dfe: string]>> = {
  C1: ["not-required", "not-required"],
  C2: ["held", "held"],
  C3: ["ask-mash", "not-required"],
  C4: ["ask-mash", "ask-mash"],
  C5: ["respect-refusal", "respect-refusal"],
  C6: ["ask-mash", "ask-mash"],
  C7: ["seek", "seek"],
};

const actions: Readonly<Record<string, string>> = {
  A1: "call-999",
  A2: "refer-now",
  A3: "refer-now",
  A4: "refer-now",
  A5: "consult",
  A6: "refer-with-consent",
  A7: "seek-consent",
  A8: "speak-to-lead",
  A9: "consult",
};

const tells: Readonly<Record<string, string>> = {
  T1: "ask-mash",
  T2: "not-yet",
  T3: "ask-mash",
  T4: "yes",
};

/**
 * decision.md a second time, in plain ifs, written from the document alone. It shares no code with
 * shared/domain, so that a slip in either shows as a difference.
 */
export const byThePolicy = (
  answers: DecisionInputs,
  ruleSet: "lscb-2018" | "dfe-2024",
): ByThePolicy => {
  const { danger, told, consent, lead, age, authority, openCase, concernAbout, fgm } = answers;
  const harm: readonly string[] = answers.harm;
  const unsafe: readonly string[] = answers.unsafe;

  const harmTicks = harm.filter((one) => one !== "none" && one !== "unsure");
  const unsafeTicks = unsafe.filter((one) => one !== "none" && one !== "unsure");
  const harmUnsure = harm.includes("unsure") && harmTicks.length === 0;
  const unsafeUnsure = unsafe.includes("unsure") && unsafeTicks.length === 0;

  let harmed = false;
  if (harmTicks.length > 0) harmed = true;
  if (fgm === "yes") harmed = true;
  if (unsafe.includes("forced-marriage")) harmed = true;
  if (unsafe.includes("honour-based-abuse")) harmed = true;
  if (unsafe.includes("sexual-abuse-in-family")) harmed = true;

  const ground = unsafeTicks.length > 0 || fgm === "yes";
  const moreThanWorkerRisk = unsafeTicks.filter((one) => one !== "risk-to-worker").length > 0;
  const contradictory = !harmed && harm.includes("none") && (moreThanWorkerRisk || fgm === "yes");
  const answered = consent === "given" || consent === "refused" || consent === "withdrawn";
  const mismatch = told === "no" && answered;
  const tellingTicks = unsafeTicks.filter(
    (one) => one !== "unjustified-delay" && one !== "risk-to-worker",
  );
  const tippedOff = told === "yes" && (tellingTicks.length > 0 || fgm === "yes");
  const unsafeIsNone = unsafe.length === 1 && unsafe.includes("none");
  const agreed =
    consent === "given" && (told === "yes" || told === "some") && unsafeIsNone && fgm === "no";
  const trust = concernAbout === "position-of-trust";
  const canWaitIsAsked = danger === "no" && !harmed;
  const cannotWait = canWaitIsAsked && (answers.canWait === "no" || answers.canWait === "unsure");

  const action = (() => {
    if (danger === "yes") return "A1";
    if (danger === "unsure") return "A2";
    if (harmed) return "A3";
    if (cannotWait || tippedOff) return "A4";
    if (ground || mismatch || trust) return "A5";
    if (agreed) return "A6";
    if (
      harm.includes("none") &&
      consent === "not-sought" &&
      unsafe.includes("none") &&
      lead !== "disagreed"
    )
      return "A7";
    if (lead === "not-tried") return "A8";
    return "A9";
  })();

  const consentRule = (() => {
    if (danger === "yes" || danger === "unsure" || harmed) return "C1";
    if (agreed && !trust) return "C2";
    if (harmUnsure || cannotWait || contradictory || tippedOff) return "C3";
    if (ground || unsafeUnsure || mismatch || trust) return "C4";
    if (consent === "refused" || consent === "withdrawn") return "C5";
    if (consent === "could-not-seek") return "C6";
    return "C7";
  })();

  const tellRule = (() => {
    if (ground && told === "yes") return "T1";
    if (ground) return "T2";
    if (unsafeUnsure || danger === "yes" || danger === "unsure") return "T3";
    if (trust || harm.includes("disclosure") || mismatch) return "T3";
    return "T4";
  })();

  const consentAnswer = consentAnswers[consentRule]?.[ruleSet === "lscb-2018" ? 0 : 1] ?? "";
  const refused = consent === "refused" || consent === "withdrawn";

  const also = ["record-reasons", "share-the-minimum"];
  if (harmed) also.push("do-not-investigate");
  if (unsafe.includes("fabricated-illness")) also.push("named-doctor");
  if (trust) also.push("lado");
  if (fgm === "yes") also.push("report-fgm-to-police");
  if (harm.includes("prevent-harm-to-adult") || age === "18-or-over")
    also.push("adult-safeguarding");
  if (openCase === "yes") also.push("allocated-social-worker");
  if (authority === "other") also.push("other-authority");
  if (authority === "unknown") also.push("check-authority");
  if (concernAbout === "another-child") also.push("both-children");
  if (age === "13-to-15" || age === "16-or-17") also.push("ask-the-young-person");
  if (lead === "disagreed") also.push("own-escalation");
  if (lead === "no-lead") also.push("no-lead");
  if (consent === "could-not-seek") also.push("record-attempts");
  if (refused) also.push("refusal-may-change-risk");
  if (
    consentAnswer === "seek" ||
    consentAnswer === "ask-mash" ||
    consentAnswer === "respect-refusal"
  )
    also.push("ask-without-name");

  const flags: string[] = [];
  if (action === "A1" || action === "A2" || action === "A3" || action === "A4")
    flags.push("act-now");
  if (contradictory) flags.push("contradictory");
  if (mismatch) flags.push("mismatch");
  if (tippedOff) flags.push("tipped-off");
  if (lead === "disagreed") flags.push("lead-disagreed");
  if (authority === "unknown") flags.push("authority-unknown");
  if (refused) flags.push("refused");

  const callFirst = action === "A1" || action === "A2" || action === "A3" || action === "A4";
  return {
    action: actions[action] ?? "",
    consent: consentAnswer,
    tell: tells[tellRule] ?? "",
    because: { action, consent: consentRule, tell: tellRule },
    also,
    flags,
    consultation: callFirst ? "call-first" : "open",
  };
};
