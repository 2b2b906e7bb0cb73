import * as z from "zod";

/** What can become of a letter, by the word that whoever tries it uses, in a few words. */
export const fates = {
  deliver: "is delivered",
  bounce: "bounces for good",
  "bounce-for-now": "bounces for now, and is not delivered",
  "auto-reply": "is answered automatically, and delivered",
  complain: "is delivered, and called junk",
  delay: "is delayed, and delivered after ten minutes",
  reject: "is rejected by SES",
  silence: "is never heard of again",
  fail: "is not taken: SES answers with an error",
  hang: "is not taken: SES does not answer, and the sender gives up",
} as const;

export type Fate = keyof typeof fates;

const isFate = (text: unknown): text is Fate =>
  typeof text === "string" && Object.hasOwn(fates, text);

export const fateSchema = z.custom<Fate>(isFate);

const address = z.string().trim().toLowerCase().pipe(z.email());

/** What becomes of letters to one address from now on. */
const faultSchema = z.strictObject({ to: address, does: fateSchema });

export type MailFault = Readonly<z.infer<typeof faultSchema>>;

/** @returns undefined when it names no address, or nothing that can become of a letter. */
export const readFault = (said: unknown): MailFault | undefined => faultSchema.safeParse(said).data;

/** Why one could not be read, in a sentence. */
export const malformedFault = `Nothing was changed. Send JSON such as {"to":"duty@mash.example","does":"bounce"}: an email address, and one of ${Object.keys(fates).join(", ")}.`;

/** SES's own addresses to try things with; a label after + makes no difference there. */
const simulated: Readonly<Record<string, Fate>> = {
  success: "deliver",
  bounce: "bounce",
  ooto: "auto-reply",
  complaint: "complain",
};

const simulatedFate = (to: string): Fate | undefined => {
  const [, name = ""] = /^([^+@]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/.exec(to) ?? [];
  return Object.hasOwn(simulated, name) ? simulated[name] : undefined;
};

export type MailFaults = {
  readonly all: () => readonly MailFault[];
  readonly set: (fault: MailFault) => void;
  readonly fateOf: (address: string) => Fate;
};

/** What the local SES has been told to do with letters, until the service stops. */
export const createMailFaults = (): MailFaults => {
  const told = new Map<string, Fate>();
  return {
    all: () => [...told].map(([to, does]) => ({ to, does })),
    set: ({ to, does }) => {
      if (does === "deliver") told.delete(to);
      else told.set(to, does);
    },
    fateOf: (to) => told.get(to.toLowerCase()) ?? simulatedFate(to.toLowerCase()) ?? "deliver",
  };
};
