import type { Context } from "hono";
import type { Hub } from "../../shared/domain/hub.ts";
import { button } from "../../shared/pages/generated/components.ts";
import { readOwnPost } from "../../shared/pages/own-post.ts";
import { page } from "../../shared/pages/shell.tsx";
import { messagePage } from "./message-page.tsx";
import { siteOf } from "./site.ts";

/** The script that keeps what is typed says itself that it could not. */
const isByScript = (fields: URLSearchParams) => fields.get("kept") === "by-script";

/**
 * Somebody whose session is over has sent a form. The page holds what they sent, and nothing else, so that it
 * can be sent once more, to the same address, after signing in: a browser does not bring it back by itself.
 */
export const signInAgain = async (c: Context, address: string, hub: Hub): Promise<Response> => {
  const read = await readOwnPost(c.req.raw, address);
  if ("problem" in read || read.fields.size === 0 || isByScript(read.fields))
    return messagePage(c, "not-signed-in", hub);
  const isKept = c.req.path.endsWith("/keep");
  return c.html(
    page(
      { ...siteOf(hub), title: "Sign in again" },
      <>
        <h1 class="govuk-heading-l">Sign in again</h1>
        <p class="govuk-body">
          You were signed out, so nothing was recorded. What you typed is kept on this page: do not
          close it.
        </p>
        <p class="govuk-body">
          First{" "}
          <a class="govuk-link" href="/sign-in" target="_blank" rel="noopener">
            sign in (opens in a new tab)
          </a>
          . Then come back to this page and press the button.
        </p>
        <form method="post" novalidate>
          {[...read.fields].map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
          {button({ text: isKept ? "Keep it now" : "Record it now", preventDoubleClick: true })}
        </form>
      </>,
    ),
    401,
  );
};
