import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import formsEngine from "@defra/forms-engine-plugin";
import { Engine as CatboxMemory } from "@hapi/catbox-memory";
import crumb from "@hapi/crumb";
import hapi from "@hapi/hapi";
import inert from "@hapi/inert";
import yar from "@hapi/yar";
import pino from "hapi-pino";
import { answerParent } from "../answer-parent.ts";
import { openStore } from "./store-request.mjs";

/** The product's questions in @defra/forms-engine-plugin, as its guide registers it in hapi. */
const [, , sizesFile, formFile] = process.argv;
const store = await openStore(sizesFile);
const form = JSON.parse(await readFile(formFile, "utf8"));

const componentTypes = {
  choice: "RadiosField",
  choices: "CheckboxesField",
  text: "MultilineTextField",
  short: "TextField",
  postcode: "TextField",
  email: "EmailAddressField",
  telephone: "TelephoneNumberField",
  date: "DatePartsField",
  "due-month": "MonthYearField",
};

const mostCharacters = { text: { max: 5000 }, short: { max: 200 } };

const questions = form.pages.flatMap((page) => page.questions);
const ids = new Map(questions.map(({ id }) => [id, randomUUID()]));

const lists = new Map(
  questions
    .filter(({ options }) => options !== undefined)
    .map(({ id, called, options }) => [
      id,
      {
        id: randomUUID(),
        name: `${id}List`,
        title: called,
        type: "string",
        items: options.map(({ value, label, hint }) => ({
          id: randomUUID(),
          text: label,
          value,
          ...(hint === undefined ? {} : { hint: { id: randomUUID(), text: hint } }),
        })),
      },
    ]),
);

const component = ({ id, ask, called, hint, type, required }) => ({
  id: ids.get(id),
  type: componentTypes[type],
  name: id,
  title: ask,
  shortDescription: called,
  ...(hint === undefined ? {} : { hint }),
  ...(lists.has(id) ? { list: lists.get(id).id } : {}),
  options: { required },
  schema: mostCharacters[type] ?? {},
});

const condition = (page) => ({
  id: randomUUID(),
  displayName: `Whether ${page.title.toLowerCase()} is asked`,
  ...(page.when.length > 1 ? { coordinator: "and" } : {}),
  items: page.when.map(({ id, is }) => ({
    id: randomUUID(),
    componentId: ids.get(id),
    operator: "is",
    type: "ListItemRef",
    value: {
      listId: lists.get(id).id,
      itemId: lists
        .get(id)
        .items.filter(({ value }) => is.includes(value))
        .map((item) => item.id),
      itemsCoordinator: "or",
    },
  })),
});

const conditions = new Map(
  form.pages.filter(({ when }) => when !== undefined).map((page) => [page.path, condition(page)]),
);

const words = (paragraphs) => ({
  id: randomUUID(),
  type: "Html",
  name: "words",
  title: "Words",
  content: paragraphs.map((text) => `<p class="govuk-body">${text}</p>`).join(""),
  options: {},
  schema: {},
});

const definition = {
  name: form.start.title,
  engine: "V2",
  schema: 2,
  startPage: "/start",
  options: { showReferenceNumber: true },
  pages: [
    {
      id: randomUUID(),
      title: form.start.title,
      path: "/start",
      controller: "StartPageController",
      components: [words(form.start.paragraphs)],
      next: [],
    },
    ...form.pages.map((page) => ({
      id: randomUUID(),
      title: page.title,
      path: `/${page.path}`,
      components: [
        ...(page.intro === undefined ? [] : [words([page.intro])]),
        ...page.questions.map(component),
      ],
      next: [],
      ...(conditions.has(page.path) ? { condition: conditions.get(page.path).id } : {}),
    })),
    {
      id: randomUUID(),
      title: "",
      path: "/summary",
      controller: "SummaryPageController",
      components: [],
      next: [],
    },
  ],
  lists: [...lists.values()],
  conditions: [...conditions.values()],
  sections: [],
};

const now = new Date();
const author = {
  createdAt: now,
  createdBy: { id: "bench", displayName: "Bench" },
  updatedAt: now,
  updatedBy: { id: "bench", displayName: "Bench" },
};
const metadata = {
  id: randomUUID(),
  slug: "consultation",
  title: form.start.title,
  organisation: "Hub",
  teamName: "Duty team",
  teamEmail: "duty@mash.example",
  notificationEmail: "duty@mash.example",
  submissionGuidance: "A social worker will contact you by the end of the next working day.",
  ...author,
  live: author,
};

const services = {
  formsService: {
    getFormMetadata: async () => metadata,
    getFormMetadataById: async () => metadata,
    getFormDefinition: async () => definition,
  },
  formSubmissionService: {
    persistFiles: async () => ({}),
    submit: async () => ({
      message: "Stored",
      result: { files: { main: "", repeaters: {} } },
    }),
  },
  // Where the framework would write its letter, the request is stored.
  outputService: {
    submit: async (context) => {
      await store(context.relevantState, context.referenceNumber);
    },
  },
};

const server = hapi.server({
  host: "127.0.0.1",
  port: 0,
  router: { stripTrailingSlash: true },
  routes: { validate: { options: { abortEarly: false } } },
  cache: [{ name: "session", engine: new CatboxMemory() }],
});
const hour = 3_600_000;
await server.register([
  // Its errors go to standard error: standard output says where it listens.
  { plugin: pino, options: { level: "warn", logRequestComplete: false } },
  {
    plugin: yar,
    options: {
      maxCookieSize: 0,
      cache: { cache: "session", segment: "session", expiresIn: hour },
      cookieOptions: { password: "known to everybody on this machine", isSecure: false },
    },
  },
  { plugin: crumb, options: { cookieOptions: { isSecure: false } } },
  inert,
]);
await server.register({
  plugin: formsEngine,
  options: {
    cache: "session",
    services,
    nunjucks: {
      baseLayoutPath: "forms-engine-layout.html",
      paths: [path.join(import.meta.dirname, "views")],
    },
    viewContext: () => ({ serviceName: form.start.title }),
    baseUrl: "http://localhost",
  },
});
await server.start();
answerParent({ port: server.info.port });
