/**
 * The arrows of the house: domain ← store, mail, pages ← functions ← infra.
 * The files directly in shared (ports, settings, log, trail, session, system) stand between domain and functions.
 * test/ground/arrows.test.ts runs it, shows each rule biting, and that no file stayed unread.
 */

const product = "^(infra|functions|shared)/";
const anyPackage = "(^|/)node_modules/";
const tests = "^test/";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "domain-is-pure",
      comment: "The domain imports its own, four packages and createHash (Biome sees which name).",
      severity: "error",
      from: { path: "^shared/domain/" },
      to: {
        pathNot: [
          "^shared/domain/",
          `${anyPackage}(zod|temporal-polyfill|temporal-spec|libphonenumber-js/min|postcode)/`,
          "^(node:)?crypto$",
        ],
      },
    },
    {
      name: "store-mail-pages-stand-apart",
      comment: "Neither of the three knows another; what they share is domain or a file in shared.",
      severity: "error",
      from: { path: "^shared/(store|mail|pages)/" },
      to: { path: "^shared/(store|mail|pages)/", pathNot: "^shared/$1/" },
    },
    {
      name: "shared-below-functions",
      severity: "error",
      from: { path: "^shared/" },
      to: { path: "^(functions|infra)/" },
    },
    {
      name: "functions-below-infra",
      severity: "error",
      from: { path: "^functions/" },
      to: { path: "^infra/" },
    },
    {
      name: "functions-stand-apart",
      comment: "A function never imports another: what both need is shared.",
      severity: "error",
      from: { path: "^functions/([^/]+)/" },
      to: { path: "^functions/", pathNot: "^functions/$1/" },
    },
    {
      name: "request-path-without-mail",
      comment: "The SDK is the cold start: the mail client never loads on the request path.",
      severity: "error",
      from: { path: "^functions/request/" },
      to: {
        path: `${anyPackage}(@aws-sdk/client-ses|nodemailer|ical-generator)/`,
        reachable: true,
      },
    },
    {
      name: "deployed-without-local",
      comment: "What is deployed knows nothing of this machine's stand-ins.",
      severity: "error",
      from: { path: "^infra/((app|stack|stages)[.]ts$|constructs/)" },
      to: { path: "^infra/local/" },
    },
    {
      name: "no-test-in-product",
      severity: "error",
      from: { path: product },
      to: { path: tests },
    },
    {
      name: "no-dev-dependency-in-product",
      comment:
        "What runs when deployed is a dependency; types vanish before that, and what runs in a browser is built in.",
      severity: "error",
      from: { path: "^(functions|shared)/", pathNot: "^shared/pages/in-browser/" },
      to: {
        dependencyTypes: ["npm-dev", "npm-optional", "npm-no-pkg"],
        dependencyTypesNot: ["type-only", "npm"],
      },
    },
    {
      name: "no-unknown-import",
      severity: "error",
      // The bench's peers are installed apart, and only when the bench runs.
      from: { pathNot: "^test/bench/peers/" },
      to: { couldNotResolve: true },
    },
    {
      name: "no-cycle",
      severity: "error",
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    // TypeScript 7 has no compiler API, so without swc not one module would be read.
    parser: "swc",
    doNotFollow: { path: "node_modules" },
    preserveSymlinks: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["types", "import", "node", "default"],
      mainFields: ["types", "module", "main"],
      extensions: [".ts", ".tsx", ".d.ts", ".mjs", ".js", ".json"],
    },
  },
};
