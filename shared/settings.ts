import * as z from "zod";
import { hubSchema } from "./domain/hub.ts";

const loopbackHosts = ["localhost", "127.0.0.1", "[::1]"];

/** Whether an address can only be this machine's own: there, and only there, plain http is no risk. */
export const isLoopback = (address: string): boolean =>
  URL.canParse(address) && loopbackHosts.includes(new URL(address).hostname);

/** Any directory's accounts sign in there, so one that names no tenant would let strangers knock. */
const namesNoTenant =
  /^https:\/\/login\.microsoftonline\.com\/(common|organizations|consumers)(\/|$)/i;

const issuer = z
  .url({ protocol: /^https?$/ })
  .refine((address) => address.startsWith("https:") || isLoopback(address), "https only")
  .refine((address) => !namesNoTenant.test(address), "name the one tenant whose staff sign in");

const roleName = z.string().min(1);

/** How the duty team signs in: the council's OpenID Connect provider, and what it calls our roles. */
const signInSchema = z.strictObject({
  issuer,
  clientId: z.string().min(1),
  roles: z
    .strictObject({ duty: roleName, manager: roleName, auditor: roleName })
    .refine((names) => new Set(Object.values(names)).size === 3, "one name for each role"),
});

export type SignInSettings = z.infer<typeof signInSchema>;

/**
 * One stage's settings: a JSON file beside each bundle, because Lambda's environment holds only 4 KB.
 * Typed data in infra/stages.ts is where they are written; this is how they are read.
 */
export const settingsSchema = z.strictObject({
  stage: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/),
  formAddress: z.url(),
  inboxAddress: z.url(),
  hub: hubSchema,
  /** Only the inbox needs it. */
  signIn: signInSchema.optional(),
});

export type Settings = z.infer<typeof settingsSchema>;

/** What differs between two deployments of the same bundle: names and addresses only. */
const environmentSchema = z.object({
  TABLE_NAME: z.string().min(1),
  SEALING_KEY_ID: z.string().min(1),
  CHILD_HASH_KEY_ID: z.string().min(1),
  TRAIL_LOG_GROUP: z.string().min(1),
  MAIL_CONFIGURATION_SET: z.string().min(1).optional(),
  /** The inbox only: the ARN of the secret that proves us to the provider. Locally the secret itself. */
  SIGN_IN_SECRET: z.string().min(1).optional(),
});

export type Environment = z.infer<typeof environmentSchema>;

/** @throws ZodError that names the field, so that a wrong setting stops the start and not a request. */
export const readSettings = (json: string): Settings => settingsSchema.parse(JSON.parse(json));

export const readEnvironment = (environment: NodeJS.ProcessEnv): Environment =>
  environmentSchema.parse(environment);
