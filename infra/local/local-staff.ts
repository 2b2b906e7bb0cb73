import type { Staff } from "../../shared/session.ts";

/** The team that can sign in on this machine. Nobody of these exists. */
export const localStaff = [
  { id: "local-dana-okafor", name: "Dana Okafor", email: "dana@mash.example", role: "duty" },
  { id: "local-ruth-adeyemi", name: "Ruth Adeyemi", email: "ruth@mash.example", role: "duty" },
  { id: "local-tom-price", name: "Tom Price", email: "tom@mash.example", role: "duty" },
  {
    id: "local-morgan-hughes",
    name: "Morgan Hughes",
    email: "morgan@mash.example",
    role: "manager",
  },
  { id: "local-priya-nair", name: "Priya Nair", email: "priya@mash.example", role: "auditor" },
] as const satisfies readonly Staff[];
