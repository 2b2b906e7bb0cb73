import type { Hub } from "../../shared/domain/hub.ts";
import { formStyles } from "../../shared/pages/stylesheet.ts";

/** What every page of the form has in its shell. */
export const siteOf = (hub: Hub) => ({
  hub,
  serviceName: "Request a Professional Consultation",
  home: "/",
  styles: formStyles.href,
  footer: [
    { href: "/status", text: "How far is your request?" },
    { href: "/privacy", text: "Privacy" },
    { href: "/cookies", text: "Cookies" },
    { href: "/accessibility", text: "Accessibility" },
  ],
});
