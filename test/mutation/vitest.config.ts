import { defineConfig } from "vitest/config";

/** Those that take over a quarter of a second. */
const slow = [
  ...["answer-schema", "answers", "deadline", "deadline-oracle", "decision", "decision-record"],
  ...["history", "letters", "reference", "signed-pages", "working-time", "working-time.oracle"],
].map((name) => `test/shared/domain/${name}.test.ts`);

// biome-ignore lint/style/noDefaultExport: vitest demands one.
export default defineConfig({
  test: {
    isolate: false,
    setupFiles: ["test/mutation/same-cases.ts", "test/mutation/schemas-first.ts"],
    testTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: "quick",
          include: [
            "test/shared/domain/**/*.test.ts",
            "test/shared/settings.test.ts",
            "test/shared/mail/every-letter.test.ts",
          ],
          exclude: ["**/*.long.test.ts", ...slow],
        },
      },
      {
        // After the quick ones: the first test that fails ends a run.
        extends: true,
        test: { name: "slow", include: slow, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
