import type { Staff } from "../../shared/session.ts";

/** Who can sign in on this machine: one of each role. Nobody of these exists. */
export const localStaff = [
  { id: "local-dana-okafor", name: "Dana Okafor", email: "dana@mash.example", role: "duty" },
  {
    id: "local-morgan-hughes",
    name: "Morgan Hughes",
    email: "morgan@mash.example",
    role: "manager",
  },
  { id: "local-priya-nair", name: "Priya Nair", email: "priya@mash.example", role: "auditor" },
] as const satisfies readonly Staff[];
