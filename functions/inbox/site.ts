import type { Hub } from "../../shared/domain/hub.ts";
import { inboxStyles } from "../../shared/pages/stylesheet.ts";
import type { Staff } from "../../shared/session.ts";

const roleNames = { duty: "duty worker", manager: "manager", auditor: "auditor" } as const;

/** What every page of the inbox has in its shell. */
export const siteOf = (hub: Hub, staff?: Staff) => ({
  hub,
  serviceName: "Professional Consultation: duty inbox",
  home: "/",
  styles: inboxStyles.href,
  ...(staff === undefined ? {} : { signedInAs: { name: staff.name, role: roleNames[staff.role] } }),
});
