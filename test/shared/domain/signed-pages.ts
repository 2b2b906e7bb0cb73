import { writeFileSync } from "node:fs";
import { truthTable } from "./truth-table.ts";
import { workedCasesPage } from "./worked-cases-page.ts";

const page = (name: string) => new URL(`../../../docs/${name}`, import.meta.url);

/** What a safeguarding lead reads and signs. `node test/shared/domain/signed-pages.ts` writes both anew. */
export const signedPages = [
  { name: "truth-table.md", file: page("truth-table.md"), text: truthTable },
  { name: "worked-cases.md", file: page("worked-cases.md"), text: workedCasesPage },
] as const;

if (import.meta.main) {
  for (const { name, file, text } of signedPages) {
    writeFileSync(file, text());
    process.stdout.write(`docs/${name}\n`);
  }
}
