import { optionsOf } from "../../shared/domain/answer-schema.ts";
import { decisionValues } from "../../shared/domain/decision-inputs.ts";
import type { Hub } from "../../shared/domain/hub.ts";
import { type Question, questions } from "../../shared/domain/questions.ts";
import { ruleSets } from "../../shared/domain/rule-sets.ts";
import type { Settings } from "../../shared/settings.ts";
import named from "./examples/named.json" with { type: "json" };
import notNamed from "./examples/not-named.json" with { type: "json" };
import { type ProblemName, problems } from "./problem.ts";

type Schema = Readonly<Record<string, unknown>>;

const instant: Schema = { type: "string", format: "date-time", examples: ["2026-11-24T17:30:00Z"] };

const textOf = (question: Question) =>
  [question.ask.replace("{due}", "the deadline"), question.hint].filter(Boolean).join(" ");

const answerOf = (question: Question, hub: Hub): Schema => {
  const description = textOf(question);
  const values = optionsOf(question, hub).map(({ value }) => value);
  switch (question.kind.type) {
    case "choice":
      return { description, type: "string", enum: values };
    case "choices":
      return {
        description,
        type: "array",
        uniqueItems: true,
        items: { type: "string", enum: values },
      };
    case "text":
      return { description, type: "string", maxLength: 5000 };
    case "email":
      return { description, type: "string", format: "email", maxLength: 254 };
    case "birth-date":
    case "day-ahead":
      return { description, type: "string", examples: ["2018-05-04"] };
    case "due-month":
      return { description, type: "string", examples: ["2027-03"] };
    default:
      return { description, type: "string", maxLength: 200 };
  }
};

const isRequired = ({ must, askedWhen, whenLeftOut }: Question) =>
  must === "yes" && askedWhen === undefined && whenLeftOut === undefined;

const objectOf = (asked: readonly Question[], hub: Hub): Schema => ({
  type: "object",
  additionalProperties: false,
  required: asked.filter(isRequired).map(({ id }) => id),
  properties: Object.fromEntries(asked.map((question) => [question.id, answerOf(question, hub)])),
});

const decisionSchema: Schema = {
  type: "object",
  required: [
    "ruleSet",
    "action",
    "consent",
    "tell",
    "because",
    "also",
    "flags",
    "consultation",
    "reasons",
  ],
  properties: {
    ruleSet: { type: "string", enum: ruleSets.map(({ id }) => id) },
    action: {
      type: "string",
      enum: [
        "call-999",
        "refer-now",
        "consult",
        "refer-with-consent",
        "seek-consent",
        "speak-to-lead",
      ],
    },
    consent: {
      type: "string",
      enum: ["not-required", "held", "seek", "respect-refusal", "ask-mash"],
    },
    tell: { type: "string", enum: ["yes", "not-yet", "ask-mash"] },
    because: {
      description: "The one rule that decided each answer.",
      type: "object",
      required: ["action", "consent", "tell"],
      properties: {
        action: { type: "string" },
        consent: { type: "string" },
        tell: { type: "string" },
      },
    },
    also: { description: "Duties that apply as well.", type: "array", items: { type: "string" } },
    flags: { type: "array", items: { type: "string" } },
    consultation: {
      description: "call-first: telephone before you send a request.",
      type: "string",
      enum: ["open", "call-first"],
    },
    reasons: {
      type: "array",
      items: {
        type: "object",
        required: ["rule", "text", "source"],
        properties: {
          rule: { type: "string" },
          text: { type: "string" },
          source: { type: "string" },
        },
      },
    },
    differs: {
      description: "Where another rule set gives another consent answer.",
      type: "object",
      properties: {
        ruleSet: { type: "string" },
        consent: { type: "string" },
        because: { type: "string" },
      },
    },
  },
};

const problemSchema: Schema = {
  type: "object",
  required: ["type", "title", "status", "detail", "telephone", "errors"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    telephone: { type: "string", description: "The number that always works." },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["field", "message"],
        properties: { field: { type: "string" }, message: { type: "string" } },
      },
    },
  },
};

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const problemAnswers = (...names: readonly ProblemName[]) => {
  const byStatus = Map.groupBy(names, (name) => String(problems[name].status));
  return Object.fromEntries(
    [...byStatus].map(([status, same]) => [
      status,
      {
        description: same.map((name) => problems[name].title).join(". "),
        content: { "application/problem+json": { schema: ref("Problem") } },
      },
    ]),
  );
};

const answered = (description: string, schema: Schema, more: Schema = {}) => ({
  description,
  ...more,
  content: { "application/json": { schema } },
});

const decisionIds: ReadonlySet<string> = new Set([...Object.keys(decisionValues), "authority"]);

const inputsIn = (example: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(example).filter(([id]) => decisionIds.has(id)));

const bodyOf = (schema: Schema, examples: Schema) => ({
  required: true,
  content: { "application/json": { schema, examples } },
});

/** The API in OpenAPI 3.1, derived from the catalogue of questions and the list of problems. */
export const openApi = (
  { hub, formAddress }: Settings,
  catalogue: readonly Question[] = questions,
): Schema => ({
  openapi: "3.1.0",
  info: {
    title: `Professional Consultation, ${hub.name}`,
    version: "1",
    description: `A request for advice from a social worker. It is not a referral, and not for emergencies: call 999. The telephone number that always works is ${hub.telephone}.`,
  },
  servers: [{ url: formAddress }],
  paths: {
    "/api/decision": {
      post: {
        operationId: "decide",
        summary: "What the guidance says for these answers",
        parameters: [
          {
            name: "ruleSet",
            in: "query",
            description: `Left out: ${hub.ruleSet}.`,
            schema: { type: "string", enum: ruleSets.map(({ id }) => id) },
          },
        ],
        requestBody: bodyOf(ref("DecisionInputs"), {
          named: { value: inputsIn(named) },
          "not-named": { value: inputsIn(notNamed) },
        }),
        responses: {
          200: answered("The three answers, and why", ref("Decision")),
          ...problemAnswers("unreadable", "too-large", "not-json", "answers-wrong"),
        },
      },
    },
    "/api/deadline": {
      get: {
        operationId: "deadline",
        summary: "By when a request received at this time is answered",
        parameters: [
          {
            name: "received",
            in: "query",
            required: true,
            description: "An instant with Z or an offset.",
            schema: instant,
          },
        ],
        responses: {
          200: answered("The end of the next working day", {
            type: "object",
            required: ["received", "due", "dueText", "calendar"],
            properties: {
              received: instant,
              due: instant,
              dueText: { type: "string", examples: ["5:30pm on Tuesday 24 November 2026"] },
              calendar: {
                type: "object",
                required: ["version", "projected"],
                properties: { version: { type: "string" }, projected: { type: "boolean" } },
              },
            },
          }),
          ...problemAnswers("answers-wrong"),
        },
      },
    },
    "/api/consultations": {
      post: {
        operationId: "request",
        summary: "Request a Professional Consultation",
        description:
          "Stored before it is answered. The same key with the same answers finds the same consultation, whenever it is sent again.",
        parameters: [
          {
            name: "Idempotency-Key",
            in: "header",
            required: true,
            description: "A UUID of version 4 or 7.",
            schema: { type: "string", format: "uuid" },
          },
        ],
        requestBody: bodyOf(ref("Answers"), {
          named: { value: named },
          "not-named": { value: notNamed },
        }),
        responses: {
          201: answered("Stored", ref("Acknowledged"), {
            headers: { Location: { schema: { type: "string" } } },
          }),
          200: answered("The same request again: stored before", ref("Acknowledged")),
          ...problemAnswers(
            "unreadable",
            "key-missing",
            "key-reused",
            "too-large",
            "not-json",
            "answers-wrong",
            "went-wrong",
            "try-again",
          ),
        },
      },
    },
    "/api/openapi.json": {
      get: {
        operationId: "describe",
        summary: "This description",
        responses: { 200: answered("OpenAPI 3.1", { type: "object" }) },
      },
    },
  },
  components: {
    schemas: {
      Answers: objectOf(catalogue, hub),
      DecisionInputs: objectOf(
        catalogue.filter(({ id }) => decisionIds.has(id)),
        hub,
      ),
      Decision: decisionSchema,
      Acknowledged: {
        type: "object",
        required: ["reference", "receivedAt", "dueAt", "dueText", "decision"],
        properties: {
          reference: { type: "string", examples: ["7K2M-9QXD-4TRW"] },
          receivedAt: instant,
          dueAt: instant,
          dueText: { type: "string" },
          decision: ref("Decision"),
        },
      },
      Problem: problemSchema,
    },
  },
});
