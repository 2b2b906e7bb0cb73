import type { Hub } from "../../shared/domain/hub.ts";
import { personalEmailProviders } from "./personal-email-providers.ts";

/** The hub that the service was made for: what it settles once, for all its stages. */
export const cambridgeshireAndPeterborough: Hub = {
  name: "Cambridgeshire and Peterborough Multi-Agency Safeguarding Hub",
  telephone: "0345 045 1362",
  emergencyDutyTeam: { name: "Emergency Duty Team", telephone: "01733 234 724" },
  adultSafeguarding: { name: "Adult safeguarding", telephone: "0345 045 5202" },
  hours: {
    monday: { opens: "08:00", closes: "17:30" },
    tuesday: { opens: "08:00", closes: "17:30" },
    wednesday: { opens: "08:00", closes: "17:30" },
    thursday: { opens: "08:00", closes: "17:30" },
    friday: { opens: "08:00", closes: "16:30" },
  },
  closureDays: [],
  extraWorkingDays: [],
  authorities: [
    { id: "cambridgeshire", name: "Cambridgeshire" },
    { id: "peterborough", name: "Peterborough" },
  ],
  mailboxes: {
    duty: "duty@mash.example",
    manager: "manager@mash.example",
    fallback: "fallback@mash.example",
    sender: "consultations@mash.example",
    canary: "canary@mash.example",
  },
  ruleSet: "lscb-2018",
  privacy: {
    controller: "Cambridgeshire County Council and Peterborough City Council",
    lawfulBasis:
      "We use it because safeguarding children is our task in law: public task, and substantial public interest for what is most sensitive. We do not ask for your consent to it.",
    officer: "data.protection@mash.example",
  },
  retentionYears: { named: 6, notNamed: 1 },
  resolvingDifferences: {
    policy: "the safeguarding partnership's Resolving Professional Differences policy",
    steps: [
      { id: "talk", name: "The two who disagree talk it through" },
      { id: "line-leads", name: "Their line managers talk" },
      { id: "heads", name: "Senior managers of both organisations talk" },
      { id: "partnership", name: "It is put to the safeguarding partnership" },
    ],
  },
  personalEmailProviders,
  unconfirmed: [
    "Opening hours are the consultation line's published hours of 2017.",
    "The hub's telephone number is the one in the safeguarding board's 2018 reminder.",
    "The Emergency Duty Team's and adult safeguarding's numbers.",
    "Every mailbox: these are examples that reach nobody.",
    "The addresses of the two sites.",
    "The privacy notice's words, its officer's address, and how long requests are kept.",
    "The steps by which professional differences are settled.",
    "How staff sign in: the tenant, the app registration in it and what it calls the three roles.",
  ],
};
