import type { Settings, SignInSettings } from "../shared/settings.ts";
import { cambridgeshireAndPeterborough } from "./hubs/cambridgeshire-and-peterborough.ts";
import { westmere } from "./hubs/westmere.ts";

/**
 * What is deployed has an inbox, and nobody gets into it without a provider to sign in with; and its
 * alarms lead to what to do.
 */
export type DeployedSettings = Settings & {
  readonly signIn: SignInSettings;
  readonly runbooks: string;
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
    runbooks: "https://docs.mash.example/runbooks",
    hub: cambridgeshireAndPeterborough,
    // Both are the deployer's to replace: the tenant, and the app registration in it.
    signIn: {
      issuer: "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0",
      clientId: "00000000-0000-0000-0000-000000000000",
      roles,
    },
  },
  /** Another hub altogether, whose inbox opens only from its own networks. */
  "westmere-test": {
    stage: "westmere-test",
    formAddress: "https://consultation.westmere.example",
    inboxAddress: "https://front-door.westmere.example",
    calendarFeed: "https://www.gov.uk/bank-holidays.json",
    runbooks: "https://handbook.westmere.example/consultation/runbooks",
    inboxNetworks: ["192.0.2.0/24", "2001:db8:12::/48"],
    hub: westmere,
    signIn: {
      issuer: "https://sign-in.westmere.example",
      clientId: "front-door-inbox",
      roles: { duty: "duty-worker", manager: "team-manager", auditor: "auditor" },
    },
  },
};
