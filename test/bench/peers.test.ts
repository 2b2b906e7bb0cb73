import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { questions } from "../../shared/domain/questions.ts";
import { visitorAnswers } from "./journey.ts";
import { peerForm } from "./peer-form.ts";

const versions = z.record(z.string(), z.string());

const read = (path: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, path), "utf8"));

const peers = z
  .object({ private: z.literal(true), dependencies: versions })
  .parse(read("peers/package.json"));
const product = z
  .object({ dependencies: versions, devDependencies: versions })
  .parse(read("../../package.json"));
const lock = z
  .object({
    packages: z.record(
      z.string(),
      z.object({ version: z.string().optional(), resolved: z.string().optional() }),
    ),
  })
  .parse(read("peers/package-lock.json"));

describe("the peers", () => {
  it("are pinned, each in the version that stands in their own lockfile", () => {
    for (const [name, version] of Object.entries(peers.dependencies))
      expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
    expect(peers.dependencies).toMatchObject({
      "@dwp/govuk-casa": "10.4.0",
      "@defra/forms-engine-plugin": "4.0.44",
      "connect-dynamodb": "3.0.5",
    });
  });

  it("come from whichever registry the machine has", () => {
    const tied = Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined);

    expect(Object.keys(lock.packages).length).toBeGreaterThan(300);
    expect(tied).toEqual([]);
  });

  it("keep sessions by the one SDK that they share with the product, and by the framework's own sessions", () => {
    const places = (name: string) =>
      Object.keys(lock.packages).filter((place) => place.endsWith(`node_modules/${name}`));

    for (const name of ["@aws-sdk/client-dynamodb", "express-session", "connect-dynamodb"])
      expect(places(name)).toEqual([`node_modules/${name}`]);
  });

  it("have what they share with the product in the product's version", () => {
    const own = { ...product.devDependencies, ...product.dependencies };
    // The form systems look like the release that they are made for.
    const shared = Object.keys(peers.dependencies).filter(
      (name) => own[name] !== undefined && name !== "govuk-frontend",
    );

    expect(shared.length).toBeGreaterThan(6);
    for (const name of shared) expect([name, peers.dependencies[name]]).toEqual([name, own[name]]);
  });

  it("ask what the form asks, in the same words, on the same pages, in the same order", () => {
    const asked = peerForm().pages.flatMap(({ path, questions: on }) =>
      on.map(({ id, ask }) => [path.replace("the-unborn-child", "the-child"), id, ask]),
    );
    const due = "5:30pm on Tuesday 24 November 2026";
    const own = questions
      .filter(({ id }) => id !== "telephoned")
      .map(({ page, id, ask }) => [page, id, ask.replace("{due}", due)]);

    expect(asked.toSorted()).toEqual(own.toSorted());
    expect(asked.length).toBeGreaterThan(30);
  });

  it("ask nothing of the visitor that goes unanswered though it must be answered", () => {
    const missing = peerForm()
      .pages.filter(({ path }) => path !== "the-unborn-child")
      .flatMap((page) => page.questions)
      .filter(({ id, required }) => required && visitorAnswers[id] === undefined);

    expect(missing).toEqual([]);
  });
});
