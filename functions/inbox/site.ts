import type { Hub } from "../../shared/domain/hub.ts";
import { inboxScript } from "../../shared/pages/inbox-script.ts";
import { inboxStyles } from "../../shared/pages/stylesheet.ts";
import type { Role, Staff } from "../../shared/session.ts";

const roleNames = { duty: "duty worker", manager: "manager", auditor: "auditor" } as const;

/** The pages that are always one click away, and who has them. */
const places = [
  { href: "/", text: "Worklist", roles: ["duty", "manager", "auditor"] },
  { href: "/handover", text: "Handover", roles: ["duty", "manager", "auditor"] },
  { href: "/telephone", text: "Enter a telephone consultation", roles: ["duty", "manager"] },
  { href: "/figures", text: "Figures", roles: ["manager", "auditor"] },
  { href: "/cover", text: "Cover", roles: ["manager"] },
  { href: "/expiring", text: "What expires next", roles: ["manager", "auditor"] },
  { href: "/audit", text: "Audit", roles: ["manager", "auditor"] },
  { href: "/settings", text: "Settings", roles: ["duty", "manager", "auditor"] },
] as const satisfies readonly {
  readonly href: string;
  readonly text: string;
  readonly roles: readonly Role[];
}[];

type Place = (typeof places)[number]["href"];

const placesFor = ({ role }: Staff, current: Place | undefined) =>
  places
    .filter(({ roles }) => roles.some((one) => one === role))
    .map(({ href, text }) => ({ href, text, current: href === current }));

/** What every page of the inbox has in its shell. `current`: which of its places it is. */
export const siteOf = (hub: Hub, staff?: Staff, current?: Place) => ({
  hub,
  serviceName: "Professional Consultation: duty inbox",
  home: "/",
  styles: inboxStyles.href,
  script: inboxScript.href,
  ...(staff === undefined
    ? {}
    : {
        signedInAs: { name: staff.name, role: roleNames[staff.role] },
        navigation: placesFor(staff, current),
      }),
});
