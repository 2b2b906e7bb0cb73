import type { Child } from "hono/jsx";
import type { Hub } from "../../shared/domain/hub.ts";
import { table } from "../../shared/pages/generated/components.ts";
import { page } from "../../shared/pages/shell.tsx";
import { siteOf } from "./site.ts";

const notice = (hub: Hub, title: string, content: Child) =>
  page(
    { ...siteOf(hub), title },
    <>
      <h1 class="govuk-heading-l">{title}</h1>
      {content}
    </>,
  );

const Years = ({ count }: { readonly count: number }) => (
  <>
    {count} {count === 1 ? "year" : "years"}
  </>
);

/** Who uses what is typed, why, who sees it and for how long: the controller's words from the settings. */
const privacy = (hub: Hub) => {
  const otherYears = Object.values(hub.retentionYears.byOutcome ?? {});
  return notice(
    hub,
    "Privacy",
    <>
      <p class="govuk-body">{hub.privacy.controller} decide how what you tell us is used.</p>
      <h2 class="govuk-heading-m">What we keep</h2>
      <p class="govuk-body">
        What you type, who you are and how to reach you, what the guidance said, when we rang, and
        the advice. You need not name the child. We keep what you type sealed: who can read our
        database cannot read it.
      </p>
      <h2 class="govuk-heading-m">Why we may</h2>
      <p class="govuk-body">{hub.privacy.lawfulBasis}</p>
      <h2 class="govuk-heading-m">Who sees it</h2>
      <p class="govuk-body">
        Social workers and managers of the hub. Each time one of them opens it, we write down who
        and when. It is recorded and may be acted on if a child is at risk. Our emails say nothing
        of the child, the family or the worry.
      </p>
      <h2 class="govuk-heading-m">How long</h2>
      <p class="govuk-body">
        <Years count={hub.retentionYears.named} /> after the last contact, and{" "}
        <Years count={hub.retentionYears.notNamed} /> where you did not name the child.{" "}
        {otherYears.length === 0
          ? null
          : `How it ended can change that: some are kept for ${Math.min(...otherYears)} years at least and ${Math.max(...otherYears)} at most. `}
        What you type and do not send is gone after an hour without an answer, or, with the email
        address that you gave for it, seven days after you saved it to come back.
      </p>
      <h2 class="govuk-heading-m">What you can ask for</h2>
      <p class="govuk-body">
        To see what we hold about you, to have a mistake put right, or to complain: write to{" "}
        <a class="govuk-link" href={`mailto:${hub.privacy.officer}`}>
          {hub.privacy.officer}
        </a>
        . You can also complain to the Information Commissioner's Office.
      </p>
    </>,
  );
};

const cookiesSet = [
  ["__Host-draft", "Finds your answers again from page to page", "Until you close the browser"],
  [
    "__Host-draft-revision",
    "Counts how often your answers were kept, so that you always see the last ones",
    "Until you close the browser",
  ],
  [
    "__Host-status",
    "Shows you your own request after you have named it",
    "Until you close the browser",
  ],
] as const;

/** The cookies of this site: all of them are needed, so nothing is asked. */
const cookies = (hub: Hub) =>
  notice(
    hub,
    "Cookies",
    <>
      <p class="govuk-body">
        We use three cookies, because the form does not work without them. They hold a random number
        or a count, and nothing about you. Nobody follows you here: there are no analytics and no
        advertising.
      </p>
      {table({
        head: [{ text: "Name" }, { text: "What it is for" }, { text: "How long" }],
        rows: cookiesSet.map((cells) => cells.map((text) => ({ text }))),
      })}
      <p class="govuk-body">
        “Leave and clear this computer” at the foot of the form and of the pages about your request
        takes them away at once.
      </p>
    </>,
  );

/** The accessibility statement: what is tested, what is not, and the way round. */
const accessibility = (hub: Hub) =>
  notice(
    hub,
    "Accessibility",
    <>
      <p class="govuk-body">
        You can use this form with a keyboard alone, with a screen reader, at 400% zoom, on a small
        screen and without JavaScript. We test each page automatically against the Web Content
        Accessibility Guidelines, version 2.2, level AA.
      </p>
      <h2 class="govuk-heading-m">What we do not know yet</h2>
      <p class="govuk-body">
        People who use assistive technology every day have not tested it for us yet, and nobody
        independent has audited it.
      </p>
      <h2 class="govuk-heading-m">If something does not work for you</h2>
      <p class="govuk-body">
        Telephone <strong>{hub.telephone}</strong>: you can ask for a consultation by telephone, and
        a social worker fills in the form with you. Tell us what did not work, and we mend it. If
        you are not content with our answer, the Equality Advisory and Support Service can help.
      </p>
    </>,
  );

/** The pages that every form must have, by their address. */
export const noticePages = {
  "/privacy": privacy,
  "/cookies": cookies,
  "/accessibility": accessibility,
} as const satisfies Readonly<Record<string, (hub: Hub) => string>>;
