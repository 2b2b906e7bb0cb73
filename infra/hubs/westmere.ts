import type { Hub } from "../../shared/domain/hub.ts";
import { personalEmailProviders } from "./personal-email-providers.ts";

/**
 * An invented hub, so that whoever takes a real one on has an example that differs in every setting: one
 * authority with a duty mailbox of its own, Saturday mornings, closure days, the later rule set. Its
 * numbers are those that Ofcom keeps free for fiction.
 */
export const westmere: Hub = {
  name: "Westmere Integrated Front Door",
  telephone: "01632 960 100",
  emergencyDutyTeam: { name: "Out of Hours Social Care", telephone: "01632 960 199" },
  adultSafeguarding: { name: "Westmere Adult Care", telephone: "01632 960 150" },
  hours: {
    monday: { opens: "08:45", closes: "17:15" },
    tuesday: { opens: "08:45", closes: "17:15" },
    wednesday: { opens: "09:30", closes: "17:15" },
    thursday: { opens: "08:45", closes: "17:15" },
    friday: { opens: "08:45", closes: "16:45" },
    saturday: { opens: "09:00", closes: "12:30" },
  },
  closureDays: [{ date: "2027-06-18", reason: "Training day of the whole front door" }],
  extraWorkingDays: [
    {
      date: "2026-12-28",
      reason: "Winter cover",
      hours: { opens: "10:00", closes: "14:00" },
    },
  ],
  authorities: [
    { id: "westmere", name: "Westmere" },
    {
      id: "port-of-saltholm",
      name: "Port of Saltholm",
      dutyMailbox: "duty@saltholm.example",
      telephone: "01632 960 170",
    },
    { id: "upper-dale", name: "Upper Dale" },
  ],
  mailboxes: {
    duty: "front-door@westmere.example",
    manager: "front-door-managers@westmere.example",
    fallback: "social-care-switchboard@westmere.example",
    sender: "consultations@westmere.example",
    canary: "consultations-test@westmere.example",
  },
  ruleSet: "dfe-2024",
  privacy: {
    controller: "Westmere Council",
    lawfulBasis:
      "The law makes us safeguard children, and that is why we use what you write. Nobody has to agree to it first.",
    officer: "information.rights@westmere.example",
  },
  retentionYears: { named: 7, notNamed: 2, byOutcome: { "taken-as-referral": 25 } },
  resolvingDifferences: {
    policy: "Westmere's Escalation Protocol",
    steps: [
      { id: "practitioners", name: "Those who disagree meet within two days" },
      { id: "named-leads", name: "The named safeguarding leads decide" },
      { id: "partners", name: "The safeguarding partners decide" },
    ],
  },
  personalEmailProviders,
  unconfirmed: [
    "Everything: the hub is invented, and no mailbox or number of it reaches anybody.",
    "The addresses of the two sites.",
    "How staff sign in: the tenant, the app registration in it and what it calls the three roles.",
  ],
};
