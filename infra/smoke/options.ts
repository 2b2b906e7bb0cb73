import { isLoopback } from "../../shared/settings.ts";
import { refusal } from "../local/refusal.ts";
import { stages } from "../stages.ts";

/** What is looked at, and what is known of it beforehand. */
export type SmokeTarget = {
  readonly form: string;
  readonly inbox: string | undefined;
  /** The number that every page has to show, where the settings say it. */
  readonly telephone: string | undefined;
};

const usage = `Write: npm run smoke -- <address of the form> [<address of the inbox>]
An address is like https://consultation.example, without a path. For a stage of infra/stages.ts (${Object.keys(stages).join(", ")}) its form's address is enough.`;

const readAddress = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || text.includes("@"))
    throw refusal(`"${text}" is no address. ${usage}`);
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "")
    throw refusal(`"${text}" has a path. ${usage}`);
  if (url.protocol === "http:" && !isLoopback(text))
    throw refusal(`"${text}" is in clear: only this machine's own may be. ${usage}`);
  return url.origin;
};

/** What `npm run smoke -- …` is to look at. @throws Refusal that says how to ask. */
export const readSmokeOptions = (args: readonly string[]): SmokeTarget => {
  const [first, second, ...more] = args;
  if (first === undefined || more.length > 0) throw refusal(usage);
  const form = readAddress(first);
  const known = Object.values(stages).find(({ formAddress }) => formAddress === form);
  return {
    form,
    inbox: second === undefined ? known?.inboxAddress : readAddress(second),
    telephone: known?.hub.telephone,
  };
};
