import type { Hub } from "../shared/domain/hub.ts";
import type { Settings, SignInSettings } from "../shared/settings.ts";

/** What is deployed has an inbox, and nobody gets into it without a provider to sign in with. */
export type DeployedSettings = Settings & { readonly signIn: SignInSettings };

/** What a hub settles once, for all its stages. */
const cambridgeshireAndPeterborough: Hub = {
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
  personalEmailProviders: [
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "hotmail.co.uk",
    "live.co.uk",
    "live.com",
    "yahoo.com",
    "yahoo.co.uk",
    "icloud.com",
    "me.com",
    "aol.com",
    "btinternet.com",
    "sky.com",
    "virginmedia.com",
    "talktalk.net",
    "proton.me",
    "protonmail.com",
  ],
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

/** What the hub's app registration calls the three roles. */
const roles = {
  duty: "Consultation.Duty",
  manager: "Consultation.Manager",
  auditor: "Consultation.Auditor",
};

/** The service on one developer's machine: addresses are filled in from the ports in use. */
export const localStage = {
  stage: "local",
  formAddress: "http://localhost:3000",
  inboxAddress: "http://localhost:3001",
  calendarFeed: "http://localhost:3004/bank-holidays.json",
  hub: cambridgeshireAndPeterborough,
  signIn: { issuer: "http://localhost:3003", clientId: "consultation-inbox", roles },
} satisfies Settings;

/** The stages that are deployed, by name. */
export const stages: Readonly<Record<string, DeployedSettings>> = {
  test: {
    stage: "test",
    formAddress: "https://consultation.test.mash.example",
    inboxAddress: "https://duty.test.mash.example",
    calendarFeed: "https://www.gov.uk/bank-holidays.json",
    hub: cambridgeshireAndPeterborough,
    // Both are the deployer's to replace: the tenant, and the app registration in it.
    signIn: {
      issuer: "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0",
      clientId: "00000000-0000-0000-0000-000000000000",
      roles,
    },
  },
};
