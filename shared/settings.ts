import * as z from "zod";
import { checkedSettings } from "./checked-settings.ts";
import { hubSchema } from "./domain/hub.ts";

const loopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

/** Whether an address can only be this machine's own: there, and only there, plain http is no risk. */
export const isLoopback = (address: string): boolean =>
  URL.canParse(address) && loopbackHosts.includes(new URL(address).hostname);

/** Any directory's accounts sign in there, so one that names no tenant would let strangers knock. */
const namesNoTenant =
  /^https:\/\/login\.microsoftonline\.com\/(common|organizations|consumers)(\/|$)/i;

const safeAddress = z
  .url({ protocol: /^https?$/ })
  .refine(
    (address) => address.startsWith("https:") || isLoopback(address),
    "must be an https address",
  );

const issuer = safeAddress.refine(
  (address) => !namesNoTenant.test(address),
  "must name the one tenant whose staff sign in",
);

const text = z.string().min(1);

/** How the duty team signs in: the council's OpenID Connect provider, and what it calls our roles. */
const signInSchema = z.strictObject({
  issuer,
  clientId: text,
  roles: z
    .strictObject({ duty: text, manager: text, auditor: text })
    .refine(
      (names) => new Set(Object.values(names)).size === 3,
      "must have another name for each role",
    ),
});

export type SignInSettings = z.infer<typeof signInSchema>;

const network = z
  .union([z.cidrv4(), z.cidrv6()], "must be a network such as 192.0.2.0/24 or 2001:db8::/32")
  // The firewall takes none such; and to leave the setting out says it plainly.
  .refine((range) => !range.endsWith("/0"), "must not be the whole internet: leave the list out");

/**
 * One stage's settings: a JSON file beside each bundle, because Lambda's environment holds only 4 KB.
 * Typed data in infra/stages.ts is where they are written; this is how they are read.
 */
export const settingsSchema = z.strictObject({
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,19}$/, "must be lower-case letters, digits and dashes, 20 at most"),
  formAddress: safeAddress,
  inboxAddress: safeAddress,
  /** GOV.UK's bank holidays, fetched once a day (deadline.md). */
  calendarFeed: safeAddress,
  hub: hubSchema,
  /** Where the pages of docs/runbooks can be read by whoever gets an alarm: every alarm leads to its own. */
  runbooks: safeAddress
    .refine((address) => !address.endsWith("/"), "must not end with a slash")
    .optional(),
  /** The networks from which alone the inbox can be reached; without it, from everywhere. */
  inboxNetworks: z.array(network).min(1).optional(),
  /** A table that AWS restored and that stands in for the stack's own from now on (docs/restore.md). */
  restoredTable: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{3,255}$/, "must be the name of a table")
    .optional(),
  /** Only the inbox needs it. */
  signIn: signInSchema.optional(),
});

export type Settings = z.infer<typeof settingsSchema>;

const maybeText = text.optional();

/** What differs between two deployments of the same bundle: names and addresses only. */
const environmentSchema = z.object({
  TABLE_NAME: text,
  SEALING_KEY_ID: text,
  CHILD_HASH_KEY_ID: text,
  /** Where a canary is deployed: the key that proves its requests. */
  CANARY_KEY_ID: maybeText,
  TRAIL_LOG_GROUP: text,
  MAIL_CONFIGURATION_SET: maybeText,
  /** The inbox only: the ARN of the secret that proves us to the provider. Locally the secret itself. */
  SIGN_IN_SECRET: maybeText,
});

export type Environment = z.infer<typeof environmentSchema>;

const settingsFile = "settings.json";

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    // The parser's own error quotes the text around the mistake.
    throw new Error(`${settingsFile}: is not valid JSON`);
  }
};

/** @throws Error with a line for each wrong field: a mistake stops the start and not a request. */
export const readSettings = (json: string): Settings =>
  checkedSettings(settingsSchema, parsed(json), settingsFile);

/** @throws Error with a line for each wrong variable. */
export const readEnvironment = (environment: NodeJS.ProcessEnv): Environment =>
  checkedSettings(environmentSchema, environment, "environment");
