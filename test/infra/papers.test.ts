import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { westmere } from "../../infra/hubs/westmere.ts";
import { hubSchema } from "../../shared/domain/hub.ts";
import { settingsSchema } from "../../shared/settings.ts";
import { settings, template } from "./synthesised.ts";

const papersIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));

const papers = ["README.md", ...papersIn("docs"), ...papersIn("docs/runbooks")].map((file) => ({
  file,
  text: readFileSync(file, "utf8"),
}));

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync("package.json", "utf8")));

const anchorsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );

describe.each(papers)("$file", ({ file, text }) => {
  it("leads to pages and headings that are there", () => {
    for (const [, target = ""] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^(https?|mailto):/.test(target)) continue;
      const [path = "", anchor] = target.split("#");
      const at = path === "" ? file : join(dirname(file), path);
      expect(existsSync(at), target).toBe(true);
      if (anchor !== undefined)
        expect(anchorsOf(readFileSync(at, "utf8")), target).toContain(anchor);
    }
  });

  it("names commands and files that are there", () => {
    for (const [, name = ""] of text.matchAll(/npm run ([a-z-]+)/g))
      expect(Object.keys(scripts), name).toContain(name);
    for (const [, path = ""] of text.matchAll(
      /`((?:infra|shared|functions|test)\/[\w./-]*\w\.(?:tsx?|json))`/g,
    ))
      expect(existsSync(path), path).toBe(true);
  });
});

const paper = (name: string): string => papers.find(({ file }) => file === name)?.text ?? "";

describe("the papers for deployers", () => {
  it("name every setting that a stage has beside its hub", () => {
    const own = Object.keys(settingsSchema.shape);
    expect(own).toEqual(expect.arrayContaining(["runbooks", "inboxNetworks", "signIn"]));
    const both = paper("docs/deploy.md") + paper("docs/restore.md");
    for (const name of own) expect(both, name).toContain(name);
  });

  it("name the outputs that the stack prints, and the three roles as the settings have them", () => {
    const outputs = Object.keys(template.toJSON()["Outputs"]);
    for (const name of ["DomainRecord", "DkimRecord"]) {
      expect(
        outputs.some((output) => output.includes(name)),
        name,
      ).toBe(true);
      expect(paper("docs/deploy.md")).toContain(name);
    }
    for (const role of Object.values(settings.signIn.roles))
      expect(paper("docs/deploy.md")).toContain(role);
  });
});

describe("the paper for another hub", () => {
  it("asks for every setting of a hub, and its example has every one", () => {
    expect(hubSchema.safeParse(westmere).success).toBe(true);
    for (const name of Object.keys(westmere))
      expect(paper("docs/another-hub.md"), name).toContain(`\`${name}\``);
  });

  it("has an example that differs from the first hub in every setting but the list of mail providers", () => {
    const same = Object.entries(westmere).filter(
      ([name, value]) =>
        JSON.stringify(value) ===
        JSON.stringify(Object.entries(settings.hub).find(([own]) => own === name)?.[1]),
    );
    expect(same.map(([name]) => name)).toEqual(["personalEmailProviders"]);
  });
});
