import { describe, expect, test } from "vitest";
import * as z from "zod";
import { localStage } from "../../../infra/stages.ts";
import { questions } from "../../../shared/domain/questions.ts";
import { type Answer, api, throwing } from "./api.ts";

const content = z.record(
  z.string(),
  z.object({
    schema: z.record(z.string(), z.unknown()),
    examples: z
      .record(z.string(), z.object({ value: z.record(z.string(), z.unknown()) }))
      .optional(),
  }),
);

const operationSchema = z.strictObject({
  operationId: z.string().min(1),
  summary: z.string().min(1),
  description: z.string().optional(),
  parameters: z
    .array(
      z.strictObject({
        name: z.string(),
        in: z.enum(["query", "header"]),
        required: z.boolean().optional(),
        description: z.string().min(1),
        schema: z.record(z.string(), z.unknown()),
      }),
    )
    .optional(),
  requestBody: z.strictObject({ required: z.literal(true), content }).optional(),
  responses: z.record(
    z.string().regex(/^[1-5]\d\d$/),
    z.strictObject({
      description: z.string().min(1),
      headers: z.record(z.string(), z.unknown()).optional(),
      content,
    }),
  ),
});

const documentSchema = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.strictObject({ title: z.string(), version: z.string(), description: z.string() }),
  servers: z.array(z.strictObject({ url: z.url() })).min(1),
  paths: z.record(
    z.string().startsWith("/"),
    z.partialRecord(z.enum(["get", "post"]), operationSchema),
  ),
  components: z.strictObject({
    schemas: z.record(z.string(), z.record(z.string(), z.unknown())),
  }),
});

type Operation = z.infer<typeof operationSchema>;

const described = async () => documentSchema.parse((await api().send("/api/openapi.json")).json);

const operationAt = async (path: string, method: "get" | "post"): Promise<Operation> => {
  const operation = (await described()).paths[path]?.[method];
  if (operation === undefined) throw new Error(`${method} ${path} is not described`);
  return operation;
};

/** A JSON schema with every reference written out. */
const writtenOut = (schema: unknown, all: Readonly<Record<string, unknown>>): unknown => {
  if (Array.isArray(schema)) return schema.map((part) => writtenOut(part, all));
  if (typeof schema !== "object" || schema === null) return schema;
  if ("$ref" in schema) {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(`${schema.$ref}`)?.[1] ?? "";
    if (all[name] === undefined) throw new Error(`there is no schema ${schema.$ref}`);
    return writtenOut(all[name], all);
  }
  return Object.fromEntries(
    Object.entries(schema).map(([key, part]) => [key, writtenOut(part, all)]),
  );
};

const checkerOf = async (schema: unknown) => {
  const { components } = await described();
  const whole = writtenOut(schema, components.schemas);
  return z.fromJSONSchema(whole as Parameters<typeof z.fromJSONSchema>[0]);
};

const key = { "Idempotency-Key": "3f0c8a4e-5b1d-4c7a-9e2f-6d8b7a1c2e3f" };

const examplesOf = ({ requestBody }: Operation) =>
  Object.values(requestBody?.content["application/json"]?.examples ?? {}).map(({ value }) => value);

/** Every way in which a described call can end, by its status. */
const endings: readonly {
  readonly path: string;
  readonly method: "get" | "post";
  readonly byStatus: Readonly<Record<string, () => Promise<Answer>>>;
}[] = [
  {
    path: "/api/decision",
    method: "post",
    byStatus: {
      200: async () => {
        const [example] = examplesOf(await operationAt("/api/decision", "post"));
        return api().send("/api/decision", { body: example ?? {} });
      },
      400: () => api().send("/api/decision", { body: "{" }),
      413: () => api().send("/api/decision", { body: "x".repeat(262_145) }),
      415: () =>
        api().send("/api/decision", { body: "{}", headers: { "Content-Type": "text/plain" } }),
      422: () => api().send("/api/decision", { body: {} }),
    },
  },
  {
    path: "/api/deadline",
    method: "get",
    byStatus: {
      200: () => api().send("/api/deadline?received=2026-11-23T10:00:00Z"),
      422: () => api().send("/api/deadline"),
    },
  },
  {
    path: "/api/consultations",
    method: "post",
    byStatus: {
      200: async () => {
        const on = api();
        await on.request();
        return on.request();
      },
      201: () => api().request(),
      400: () => api().request("{"),
      409: async () => {
        const on = api();
        const [one, other] = examplesOf(await operationAt("/api/consultations", "post"));
        await on.request(one);
        return on.request(other);
      },
      413: () => api().request("x".repeat(262_145)),
      415: () => api().request("{}", { "Content-Type": "text/plain" }),
      422: () => api().request({}),
      500: () => throwing(new TypeError("broken")).request(),
      503: () => {
        const on = api();
        on.shelf.failPut("throttled", "words");
        return on.request();
      },
    },
  },
  {
    path: "/api/openapi.json",
    method: "get",
    byStatus: { 200: () => api().send("/api/openapi.json") },
  },
];

describe("the API's description", () => {
  test("is OpenAPI 3.1 of every call, at the form's own address", async () => {
    const document = await described();
    expect(Object.keys(document.paths)).toEqual(endings.map(({ path }) => path));
    expect(document.servers).toEqual([{ url: localStage.formAddress }]);
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(document.info.description).toContain(localStage.hub.telephone);
  });

  test("has a schema for every reference, and every schema can be read", async () => {
    const document = await described();
    for (const schema of Object.values(document.components.schemas))
      expect(await checkerOf(schema)).toBeDefined();
    const text = JSON.stringify(document.paths);
    for (const [, name = ""] of text.matchAll(/#\/components\/schemas\/(\w+)/g))
      expect(Object.keys(document.components.schemas)).toContain(name);
  });

  test("knows every question of the form, and requires what the real route misses in an empty form", async () => {
    const { components } = await described();
    const answers = z
      .looseObject({ properties: z.record(z.string(), z.unknown()), required: z.array(z.string()) })
      .parse(components.schemas["Answers"]);
    expect(Object.keys(answers.properties)).toEqual(questions.map(({ id }) => id));
    const missing = (await api().request({})).json["errors"] as readonly { field: string }[];
    // One of four texts is needed, which is no one's own requirement.
    expect(answers.required).toEqual(
      missing.map(({ field }) => field).filter((field) => field !== "seen"),
    );
  });

  test("shows examples that its own schema allows and the real route takes", async () => {
    const decision = await operationAt("/api/decision", "post");
    const consultation = await operationAt("/api/consultations", "post");
    expect([examplesOf(decision).length, examplesOf(consultation).length]).toEqual([2, 2]);
    for (const example of examplesOf(decision)) {
      (await checkerOf({ $ref: "#/components/schemas/DecisionInputs" })).parse(example);
      expect((await api().send("/api/decision", { body: example })).status).toBe(200);
    }
    for (const example of examplesOf(consultation)) {
      (await checkerOf({ $ref: "#/components/schemas/Answers" })).parse(example);
      expect((await api().send("/api/consultations", { body: example, headers: key })).status).toBe(
        201,
      );
    }
  });

  test("is of answers that are refused as its schema refuses them", async () => {
    const checker = await checkerOf({ $ref: "#/components/schemas/Answers" });
    const [example] = examplesOf(await operationAt("/api/consultations", "post"));
    for (const change of [
      { danger: "maybe" },
      { harm: "none" },
      { question: 7 },
      { colour: "blue" },
      { question: undefined },
    ]) {
      const body = JSON.parse(JSON.stringify({ ...example, ...change }));
      expect(checker.safeParse(body).success).toBe(false);
      expect((await api().request(body)).status).toBe(422);
    }
  });

  test.each(endings)(
    "of $path names each status that really occurs, and its true shape",
    async ({ path, method, byStatus }) => {
      const { responses } = await operationAt(path, method);
      expect(Object.keys(responses)).toEqual(Object.keys(byStatus));
      for (const [status, answered] of Object.entries(byStatus)) {
        const answer = await answered();
        expect(`${answer.status}`, answer.text).toBe(status);
        const [type = "", ...others] = (answer.headers.get("content-type") ?? "").split(";");
        expect(others.join().toLowerCase()).not.toContain("iso");
        const schema = responses[status]?.content[type]?.schema;
        expect(schema, `${status} as ${type}`).toBeDefined();
        (await checkerOf(schema)).parse(answer.json);
        if (status === "201") expect(responses[status]?.headers).toHaveProperty("Location");
      }
    },
  );
});
