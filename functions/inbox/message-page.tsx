import type { Context } from "hono";
import type { Hub } from "../../shared/domain/hub.ts";
import { page } from "../../shared/pages/shell.tsx";
import { siteOf } from "./site.ts";

type Words = {
  readonly status: 200 | 400 | 401 | 403 | 404 | 405 | 413 | 415 | 500 | 503;
  readonly title: string;
  readonly text: string;
  readonly link: { readonly href: string; readonly text: string };
};

const toWorklist = { href: "/", text: "Go to the worklist" } as const;
const toSignIn = { href: "/sign-in", text: "Sign in" } as const;

const words = {
  "signed-out": {
    status: 200,
    title: "You have signed out",
    text: "Close this window if other people use this computer.",
    link: toSignIn,
  },
  "not-signed-in": {
    status: 401,
    title: "Sign in again",
    text: "You were signed out, so nothing was recorded.",
    link: toSignIn,
  },
  "wrong-role": {
    status: 403,
    title: "You cannot do this",
    text: "Your role can read this but not change it.",
    link: toWorklist,
  },
  "manager-only": {
    status: 403,
    title: "Only a manager can do this",
    text: "Ask a manager of the hub. Nothing was changed.",
    link: toWorklist,
  },
  "watchers-only": {
    status: 403,
    title: "Only managers and auditors can see this",
    text: "Ask a manager of the hub.",
    link: toWorklist,
  },
  "somebody-elses": {
    status: 403,
    title: "Somebody else typed this",
    text: "It was typed while somebody else was signed in. Nothing was recorded or kept.",
    link: toWorklist,
  },
  "no-role": {
    status: 403,
    title: "You do not have access",
    text: "You are signed in, but nobody has given you access to the duty inbox. Ask your manager.",
    link: toSignIn,
  },
  "sign-in-failed": {
    status: 400,
    title: "Signing in did not work",
    text: "It may have taken too long. Try again.",
    link: toSignIn,
  },
  "provider-away": {
    status: 503,
    title: "Nobody can sign in at the moment",
    text: "The sign-in service does not answer. Requests still arrive in the duty mailbox. Try again in a minute.",
    link: toSignIn,
  },
  "not-found": {
    status: 404,
    title: "Page not found",
    text: "If you typed a reference, check it: it has 12 letters and numbers.",
    link: toWorklist,
  },
  foreign: {
    status: 403,
    title: "This form was not sent from our page",
    text: "Nothing was recorded.",
    link: toWorklist,
  },
  "not-a-form": {
    status: 415,
    title: "This page takes only its own form",
    text: "Nothing was recorded.",
    link: toWorklist,
  },
  "too-large": {
    status: 413,
    title: "That is too much to record at once",
    text: "Nothing was recorded. Go back and shorten it.",
    link: toWorklist,
  },
  "method-not-allowed": {
    status: 405,
    title: "This page cannot be used like that",
    text: "Nothing was recorded.",
    link: toWorklist,
  },
  "went-wrong": {
    status: 500,
    title: "There is a problem with the service",
    text: "We cannot say whether it was recorded. Go back, look at the timeline, and record it again if it is not there.",
    link: toWorklist,
  },
} as const satisfies Readonly<Record<string, Words>>;

export type Message = keyof typeof words;

/** A page that only says something, with a way on and the telephone number that always works. */
export const messagePage = (c: Context, message: Message, hub: Hub): Response => {
  const { status, title, text, link } = words[message];
  return c.html(
    page(
      { ...siteOf(hub), title },
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">{text}</p>
        <p class="govuk-body">
          <a class="govuk-link" href={link.href}>
            {link.text}
          </a>
        </p>
      </>,
    ),
    status,
  );
};
