import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/ground/longest-first.ts";

export default defineConfig({
  test: {
    globalSetup: "test/ground/on-node-24.ts",
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: [
            "**/node_modules/**",
            "test/infra/**",
            "test/browser/**",
            "test/**/*.long.test.ts",
          ],
          // Modules are pure, so files share them: loading them for each would take twice as long.
          isolate: false,
          maxWorkers: 2,
          testTimeout: 30_000,
        },
      },
      {
        // As fast a kind of test, but many cases or many calls: left out of npm run check.
        extends: true,
        test: {
          name: "long",
          include: ["test/**/*.long.test.ts"],
          // A bundled simulation is JavaScript already: to transform it again takes as long as its life.
          server: { deps: { external: [/\/\.bundles\//] } },
          isolate: false,
          maxWorkers: 2,
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "stack",
          include: ["test/infra/**/*.test.ts"],
          exclude: ["**/node_modules/**", "test/infra/local/**"],
          // One synthesis serves every file of a worker: loading the CDK for each would take ten times as long.
          isolate: false,
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Whole processes with ports and kills: after everything that is quick, two files at a time.
        extends: true,
        test: {
          name: "local",
          include: ["test/infra/local/**/*.test.ts"],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
      {
        // The whole service and a browser: beside the whole processes, because each mostly waits for itself.
        extends: true,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: "test/browser/unpack-chromium.ts",
          // Each file has a service and a browser of its own; loading the driver again proves nothing.
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
