import type { Child } from "hono/jsx";
import { escaped } from "../../shared/pages/escaped.ts";
import { notificationBanner } from "../../shared/pages/generated/components.ts";

/** What nobody may overlook who comes to this page: it takes the focus, like an error summary. */
export const importantNotice = (heading: string, children: Child) =>
  notificationBanner({
    titleText: "Important",
    role: "alert",
    attributes: { tabindex: "-1", autofocus: "" },
    html: escaped(
      <>
        <p class="govuk-notification-banner__heading">{heading}</p>
        {children}
      </>,
    ),
  });
