import type { Context } from "hono";
import type { Hub } from "../../shared/domain/hub.ts";
import { page } from "../../shared/pages/shell.tsx";
import { hasDraftCookie } from "./browser-draft.ts";
import { siteOf } from "./site.ts";

/** What can go wrong on the form's pages. One without words does not compile. */
export type PageProblem =
  | "not-found"
  | "foreign"
  | "not-a-form"
  | "too-large"
  | "method-not-allowed"
  | "written-elsewhere"
  | "too-many-tries"
  | "draft-gone"
  | "went-wrong"
  | "try-again";

type Words = {
  readonly status: 403 | 404 | 405 | 409 | 413 | 415 | 429 | 500 | 503;
  readonly title: string;
  readonly text: string;
  /** After how many seconds it is worth another try. */
  readonly waitSeconds?: number;
};

const othersKept = "What you answered before is kept.";
const sentOnce = "If you pressed Send, press it again: your request is stored once.";

const words = {
  "not-found": {
    status: 404,
    title: "Page not found",
    text: "If you typed the address, check that it is right. If you pasted it, check that it is whole.",
  },
  foreign: {
    status: 403,
    title: "This form was not sent from our page",
    text: `Nothing was sent. ${othersKept} Go back, load the page again and send it once more. If you see this again, your browser hides which page a form comes from: use another browser.`,
  },
  "not-a-form": {
    status: 415,
    title: "This page takes only its own form",
    text: `Nothing was sent, because we could not read it. ${othersKept} Go back, load the page again and type your answer there.`,
  },
  "too-large": {
    status: 413,
    title: "That is too much to send at once",
    text: `Nothing was stored of this page. ${othersKept} Go back and shorten what you typed: each long answer has room for 5,000 characters.`,
  },
  "method-not-allowed": {
    status: 405,
    title: "This page cannot be used like that",
    text: "Nothing was sent by opening this address. Go back and use the button on the page.",
  },
  "written-elsewhere": {
    status: 409,
    title: "Your answers were changed in another window",
    text: `Nothing was stored of this page. ${othersKept} Close the other windows, go back and press the button again. ${sentOnce}`,
  },
  "draft-gone": {
    status: 404,
    title: "There is no saved request here",
    text: "A saved request is deleted after 7 days, and the link must be whole. If you had sent it, its reference is in your email. Otherwise start again, or ring us.",
  },
  "too-many-tries": {
    status: 429,
    title: "That did not match too many times",
    text: "Wait an hour, then try again with the reference in our email and the address to which it came. A request that you sent stands, and the duty team can see it. If it cannot wait, ring us.",
    waitSeconds: 3600,
  },
  "went-wrong": {
    status: 500,
    title: "There is a problem with the service",
    text: `${othersKept} Go back and try again. ${sentOnce} If you see this again, ring us.`,
  },
  "try-again": {
    status: 503,
    title: "The service is busy",
    text: `${othersKept} Wait a minute, go back and try again. ${sentOnce} If you see this again, ring us.`,
    waitSeconds: 60,
  },
} as const satisfies Readonly<Record<PageProblem, Words>>;

/** Where the person who sees it was: to their answers only a browser that has some can go back. */
const wayBack = (c: Context) => {
  if (c.req.path.startsWith("/status"))
    return { href: "/status", text: "See how far your request is" };
  return c.req.path.startsWith("/request/") && hasDraftCookie(c)
    ? { href: "/request/check", text: "Go back to your answers" }
    : { href: "/", text: "Go to the first page" };
};

/** The page for what went wrong, with the telephone number that always works. */
export const problemPage = (c: Context, problem: PageProblem, hub: Hub): Response => {
  const { status, title, text, waitSeconds }: Words = words[problem];
  const back = wayBack(c);
  if (waitSeconds !== undefined) c.header("Retry-After", `${waitSeconds}`);
  return c.html(
    page(
      { ...siteOf(hub), title },
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">{text}</p>
        <p class="govuk-body">
          Telephone us on <strong>{hub.telephone}</strong>. If a child is in immediate danger, call
          999.
        </p>
        <p class="govuk-body">
          <a class="govuk-link" href={back.href}>
            {back.text}
          </a>
        </p>
      </>,
    ),
    status,
  );
};
