import * as z from "zod";
import type { Role, Staff } from "../../../shared/session.ts";
import type { SignInSettings } from "../../../shared/settings.ts";

const text = z.string().trim().min(1).max(320);

const claimsSchema = z
  .object({
    /** `#` parts the keys under which a person's acts are found. */
    sub: z.string().regex(/^[^\s#]{1,255}$/),
    name: text.optional(),
    email: text.optional(),
    preferred_username: text.optional(),
    roles: z.array(z.string()).default([]),
  })
  .transform(({ sub, name, email, preferred_username: userName, roles }) => ({
    sub,
    name: name ?? userName,
    email: email ?? userName,
    roles,
  }));

/** Of several roles that a person may have, the one that may do most. */
const widestFirst = ["manager", "duty", "auditor"] as const satisfies readonly Role[];

/** Who the provider says it is; without a role that the settings name there is no access. */
export const staffInClaims = (
  claims: unknown,
  names: SignInSettings["roles"],
): Staff | "claims-unreadable" | "no-role" => {
  const { success, data } = claimsSchema.safeParse(claims);
  if (!success || data.name === undefined || data.email === undefined) return "claims-unreadable";
  const role = widestFirst.find((each) => data.roles.includes(names[each]));
  return role === undefined
    ? "no-role"
    : { id: data.sub, name: data.name, email: data.email, role };
};
