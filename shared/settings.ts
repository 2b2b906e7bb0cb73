import * as z from "zod";
import { hubSchema } from "./domain/hub.ts";

/**
 * One stage's settings: a JSON file beside each bundle, because Lambda's environment holds only 4 KB.
 * Typed data in infra/stages.ts is where they are written; this is how they are read.
 */
export const settingsSchema = z.strictObject({
  stage: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/),
  formAddress: z.url(),
  inboxAddress: z.url(),
  hub: hubSchema,
});

export type Settings = z.infer<typeof settingsSchema>;

/** What differs between two deployments of the same bundle: names and addresses only. */
const environmentSchema = z.object({
  TABLE_NAME: z.string().min(1),
  SEALING_KEY_ID: z.string().min(1),
  CHILD_HASH_KEY_ID: z.string().min(1),
  TRAIL_LOG_GROUP: z.string().min(1),
  MAIL_CONFIGURATION_SET: z.string().min(1).optional(),
});

export type Environment = z.infer<typeof environmentSchema>;

/** @throws ZodError that names the field, so that a wrong setting stops the start and not a request. */
export const readSettings = (json: string): Settings => settingsSchema.parse(JSON.parse(json));

export const readEnvironment = (environment: NodeJS.ProcessEnv): Environment =>
  environmentSchema.parse(environment);
