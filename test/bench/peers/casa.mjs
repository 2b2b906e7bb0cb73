import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { configure, endSession, field, Plan, validators, waypointUrl } from "@dwp/govuk-casa";
import express from "express";
import { answerWhenListening } from "./answer-when-listening.mjs";
import { openSessionStore } from "./session-store.mjs";
import { openStore } from "./store-request.mjs";

/** The product's questions in @dwp/govuk-casa, as its guide builds a service: one waypoint a page. */
const [, , sizesFile, formFile] = process.argv;
const store = await openStore(sizesFile);
const form = JSON.parse(await readFile(formFile, "utf8"));

const { required, inArray, email, strlen, dateObject } = validators;

/** By kind: what the framework itself can check. */
const byKind = {
  choice: ({ options }, errorMsg) =>
    inArray.make({ source: options.map(({ value }) => value), errorMsg }),
  email: (_, errorMsg) => email.make({ errorMsg }),
  text: (_, errorMsgMax) => strlen.make({ max: 5000, errorMsgMax }),
  short: (_, errorMsgMax) => strlen.make({ max: 200, errorMsgMax }),
  date: (_, errorMsg) =>
    dateObject.make({ errorMsg, allowSingleDigitDay: true, allowSingleDigitMonth: true }),
};
byKind.choices = byKind.choice;

const validatorsOf = (question) => {
  // The framework writes into it, so each has its own.
  const words = () => ({ inline: question.missing, summary: question.missing });
  const kind = byKind[question.type];
  return [
    ...(question.required ? [required.make({ errorMsg: words() })] : []),
    ...(kind === undefined ? [] : [kind(question, words())]),
  ];
};

const fieldOf = (question) => {
  const made = field(question.id, { optional: !question.required });
  const wanted = validatorsOf(question);
  return wanted.length === 0 ? made : made.validators(wanted);
};

const inData = (journeyContext, id) =>
  Object.values(journeyContext.getData()).find((data) => data?.[id] !== undefined)?.[id];

const isAsked = ({ when = [] }, journeyContext) =>
  when.every(({ id, is }) => is.includes(inData(journeyContext, id)));

/** From each page to those that can be next: a page with a condition, and what follows without it. */
const plan = new Plan();
const steps = [...form.pages, { path: "check" }];
for (const [index, page] of form.pages.entries()) {
  const open = [];
  for (const next of steps.slice(index + 1)) {
    const passed = [...open];
    plan.setRoute(
      page.path,
      next.path,
      (_, context) => passed.every((one) => !isAsked(one, context)) && isAsked(next, context),
    );
    if (next.when === undefined) break;
    open.push(next);
  }
}
plan.addSequence("check", "sent");

const shown = (page) => ({
  hook: "prerender",
  middleware: (_, answer, next) => {
    answer.locals.page = page;
    next();
  },
});

const textOf = ({ type, options = [] }, value) => {
  if (value === undefined) return "";
  if (type === "date") return [value.dd, value.mm, value.yyyy].join(" ");
  const words = [value]
    .flat()
    .map((one) => options.find((option) => option.value === one)?.label ?? one);
  return words.join(", ");
};

const checkRows = (request) =>
  form.pages
    .filter((page) => isAsked(page, request.casa.journeyContext))
    .flatMap((page) =>
      page.questions.map((question) => ({
        key: { text: question.called },
        value: {
          text: textOf(
            question,
            request.casa.journeyContext.getDataForPage(page.path)?.[question.id],
          ),
        },
        actions: {
          items: [
            {
              text: "Change",
              visuallyHiddenText: question.called,
              href: waypointUrl({
                mountUrl: "/",
                waypoint: page.path,
                edit: true,
                editOrigin: "/check",
              }),
            },
          ],
        },
      })),
    );

const { mount, ancillaryRouter } = configure({
  views: [path.join(import.meta.dirname, "views")],
  session: {
    name: "casa-session",
    secret: "known to everybody on this machine",
    ttl: 3600,
    secure: false,
    store: await openSessionStore(process.env["SESSION_TABLE_NAME"]),
  },
  i18n: { locales: ["en"], dirs: [path.join(import.meta.dirname, "locales")] },
  formMaxParams: 100,
  formMaxBytes: 256 * 1024,
  plan,
  pages: [
    ...form.pages.map((page) => ({
      waypoint: page.path,
      view: "casa-page.njk",
      fields: page.questions.map(fieldOf),
      hooks: [shown(page)],
    })),
    {
      waypoint: "check",
      view: "casa-check.njk",
      fields: [],
      hooks: [
        {
          hook: "prerender",
          middleware: (request, answer, next) => {
            answer.locals.rows = checkRows(request);
            next();
          },
        },
        {
          hook: "preredirect",
          middleware: async (request, answer) => {
            const answers = Object.assign(
              {},
              ...Object.values(request.casa.journeyContext.getData()),
            );
            const reference = await store(answers);
            endSession(request, () => answer.redirect(303, `/sent?reference=${reference}`));
          },
        },
      ],
    },
  ],
});

ancillaryRouter.get("/", (_, answer) => answer.render("casa-start.njk", { start: form.start }));
ancillaryRouter.get("/sent", (request, answer) =>
  answer.render("casa-sent.njk", { reference: String(request.query.reference) }),
);

const app = mount(express(), { route: "/" });
answerWhenListening(createServer(app));
