import type { Context } from "hono";
import type { Hub } from "../../shared/domain/hub.ts";
import { page } from "../../shared/pages/shell.tsx";
import { siteOf } from "./site.ts";

/** What can go wrong on the form's pages. One without words does not compile. */
export type PageProblem =
  | "not-found"
  | "foreign"
  | "not-a-form"
  | "too-large"
  | "method-not-allowed"
  | "too-many-tries"
  | "draft-gone"
  | "went-wrong"
  | "try-again";

type Words = {
  readonly status: 403 | 404 | 405 | 413 | 415 | 429 | 500 | 503;
  readonly title: string;
  readonly text: string;
};

const nothingLost = "What you answered before is kept. Go back and try again.";

const words = {
  "not-found": {
    status: 404,
    title: "Page not found",
    text: "If you typed the address, check that it is right. If you pasted it, check that it is whole.",
  },
  foreign: {
    status: 403,
    title: "This form was not sent from our page",
    text: "Nothing was sent. Start again from our first page.",
  },
  "not-a-form": {
    status: 415,
    title: "This page takes only its own form",
    text: "Nothing was sent. Start again from our first page.",
  },
  "too-large": {
    status: 413,
    title: "That is too much to send at once",
    text: `Nothing was stored. ${nothingLost}`,
  },
  "method-not-allowed": {
    status: 405,
    title: "This page cannot be used like that",
    text: "Start again from our first page.",
  },
  "draft-gone": {
    status: 404,
    title: "There is no saved request here",
    text: "A saved request is deleted after 7 days, and the link must be whole. If you had sent it, its reference is in your email. Otherwise start again, or ring us.",
  },
  "too-many-tries": {
    status: 429,
    title: "That did not match too many times",
    text: "Wait an hour before you try again. Your request is safe, and the duty team can see it.",
  },
  "went-wrong": {
    status: 500,
    title: "There is a problem with the service",
    text: `${nothingLost} If you pressed Send, press it again: your request is stored once.`,
  },
  "try-again": {
    status: 503,
    title: "The service is busy",
    text: `${nothingLost} If you pressed Send, press it again in a minute: your request is stored once.`,
  },
} as const satisfies Readonly<Record<PageProblem, Words>>;

/** The page for what went wrong, with the telephone number that always works. */
export const problemPage = (c: Context, problem: PageProblem, hub: Hub): Response => {
  const { status, title, text } = words[problem];
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
          <a class="govuk-link" href="/">
            Go to the first page
          </a>
        </p>
      </>,
    ),
    status,
  );
};
