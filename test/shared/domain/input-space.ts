import {
  asksCanWait,
  type DecisionInputs,
  decisionValues,
} from "../../../shared/domain/decision-inputs.ts";

type Harm = DecisionInputs["harm"];
type Unsafe = DecisionInputs["unsafe"];

/**
 * The lists of ticks that decision.md's definitions tell apart, each with the list that stands for all of its
 * class. `adult` and `illness` bring a duty of their own; the rest decides.
 */
export const harmClasses = {
  none: ["none"],
  unsure: ["unsure"],
  sign: ["evidence"],
  "sign-and-adult": ["prevent-harm-to-adult"],
  disclosure: ["disclosure"],
  "disclosure-and-adult": ["prevent-harm-to-adult", "disclosure"],
} as const satisfies Readonly<Record<string, Harm>>;

export const unsafeClasses = {
  none: ["none"],
  unsure: ["unsure"],
  "worker-only": ["risk-to-worker"],
  "delay-only": ["unjustified-delay"],
  reason: ["flight"],
  illness: ["fabricated-illness"],
  "harm-itself": ["forced-marriage"],
  "harm-itself-and-illness": ["forced-marriage", "fabricated-illness"],
} as const satisfies Readonly<Record<string, Unsafe>>;

export type HarmClass = keyof typeof harmClasses;
export type UnsafeClass = keyof typeof unsafeClasses;

/** The class of these ticks of harm, by decision.md alone. */
export const harmClassOf = (harm: Harm): HarmClass => {
  if (harm.every((tick) => tick === "none")) return "none";
  if (harm.every((tick) => tick === "unsure")) return "unsure";
  const kind = harm.includes("disclosure") ? "disclosure" : "sign";
  return harm.includes("prevent-harm-to-adult") ? `${kind}-and-adult` : kind;
};

const harmItself: Unsafe = ["forced-marriage", "honour-based-abuse", "sexual-abuse-in-family"];

/** The class of these ticks of unsafe, by decision.md alone. */
export const unsafeClassOf = (unsafe: Unsafe): UnsafeClass => {
  if (unsafe.every((tick) => tick === "none")) return "none";
  const ticks = unsafe.filter((tick) => tick !== "unsure");
  if (ticks.length === 0) return "unsure";
  const isIllness = ticks.includes("fabricated-illness");
  if (ticks.some((tick) => harmItself.includes(tick)))
    return isIllness ? "harm-itself-and-illness" : "harm-itself";
  if (isIllness) return "illness";
  if (ticks.every((tick) => tick === "risk-to-worker")) return "worker-only";
  const isDelayOnly = ticks.every((one) => one === "risk-to-worker" || one === "unjustified-delay");
  return isDelayOnly ? "delay-only" : "reason";
};

const everyList = <Tick extends string>(
  values: readonly Tick[],
): readonly (readonly (Tick | "none" | "unsure")[])[] => {
  const some = values
    .filter((tick) => tick !== "none" && tick !== "unsure")
    .reduce<readonly (readonly Tick[])[]>(
      (lists, tick) => lists.flatMap((list) => [list, [...list, tick]]),
      [[]],
    )
    .filter((list) => list.length > 0);
  return [["none"], ["unsure"], ...some, ...some.map((list) => [...list, "unsure" as const])];
};

/** Every list that the form takes: none alone, unsure alone, any ticks, and the same with unsure beside. */
export const everyHarm: readonly Harm[] = everyList(decisionValues.harm);
export const everyUnsafe: readonly Unsafe[] = everyList(decisionValues.unsafe);

/** What only adds duties and flags: any of these does, and the space is enumerated with these. */
export const aside = { age: "1-to-12", authority: "cambridgeshire", openCase: "no" } as const;

/** Authorities: two of a hub's own, which are alike, and the two that every form has. */
export const authorities = ["cambridgeshire", "peterborough", "other", "unknown"] as const;

const withoutCanWait = ({ canWait: _, ...inputs }: DecisionInputs): DecisionInputs => inputs;

/** These inputs with each list of ticks replaced by the one that stands for its class. */
export const representative = (inputs: DecisionInputs): DecisionInputs => {
  const harm = harmClasses[harmClassOf(inputs.harm)];
  const unsafe = unsafeClasses[unsafeClassOf(inputs.unsafe)];
  return { ...inputs, harm, unsafe };
};

/** `can the child wait` left out where it is not asked, as the API leaves it out. */
export const asAsked = (inputs: DecisionInputs): DecisionInputs =>
  asksCanWait(inputs) ? inputs : withoutCanWait(inputs);

const { danger, canWait, told, consent, lead, concernAbout, fgm } = decisionValues;

const harmNames = Object.keys(harmClasses);
const harmLists: readonly Harm[] = Object.values(harmClasses);
const unsafeNames = Object.keys(unsafeClasses);
const unsafeLists: readonly Unsafe[] = Object.values(unsafeClasses);

/** Looked up by the very list first: most inputs hold the one that stands for its class. */
const harmIndex = (harm: Harm) =>
  harmLists.includes(harm) ? harmLists.indexOf(harm) : harmNames.indexOf(harmClassOf(harm));
const unsafeIndex = (unsafe: Unsafe) =>
  unsafeLists.includes(unsafe)
    ? unsafeLists.indexOf(unsafe)
    : unsafeNames.indexOf(unsafeClassOf(unsafe));

/** The place of these inputs in the enumeration, the same for all that it holds to be the same. */
export const placeOf = (inputs: DecisionInputs): number => {
  let place = danger.indexOf(inputs.danger);
  place = place * harmNames.length + harmIndex(inputs.harm);
  place = place * unsafeNames.length + unsafeIndex(inputs.unsafe);
  place = place * fgm.length + fgm.indexOf(inputs.fgm);
  const wait = asksCanWait(inputs) ? inputs.canWait : undefined;
  place = place * canWait.length + (wait === undefined ? 0 : canWait.indexOf(wait));
  place = place * told.length + told.indexOf(inputs.told);
  place = place * consent.length + consent.indexOf(inputs.consent);
  place = place * lead.length + lead.indexOf(inputs.lead);
  return place * concernAbout.length + concernAbout.indexOf(inputs.concernAbout);
};

/**
 * Every combination of answers, the lists of ticks by class. Where `can the child wait` is not asked, it is
 * left out, so that nothing is counted twice.
 */
export const everyCombination = (): readonly DecisionInputs[] => {
  const some: DecisionInputs[] = [];
  for (const one of danger)
    for (const harm of Object.values(harmClasses))
      for (const unsafe of Object.values(unsafeClasses))
        for (const learned of fgm)
          for (const wait of asksCanWait({ danger: one, harm, unsafe, fgm: learned })
            ? canWait
            : [undefined])
            for (const knows of told)
              for (const said of consent)
                for (const led of lead)
                  for (const about of concernAbout) {
                    const rest = {
                      danger: one,
                      harm,
                      told: knows,
                      consent: said,
                      unsafe,
                      lead: led,
                      age: aside.age,
                      authority: aside.authority,
                      openCase: aside.openCase,
                      concernAbout: about,
                      fgm: learned,
                    };
                    some.push(wait === undefined ? rest : { ...rest, canWait: wait });
                  }
  return some;
};
