import { MAY_USE, PURE, TESTS } from "./tools/may-use.mjs";

const escaped = (path) => path.replaceAll(".", "[.]");
const within = (path) => `^${escaped(path)}/`;
const others = (unit) => Object.keys(MAY_USE).filter((other) => other.startsWith(`${unit}/`));

/** Code that only tests and the making of them load. */
const aside = [TESTS, "/testing/", "^apps/[^/]+/(test|journeys|bench)/", "[.]config[.]ts$"];

/** The files that packages' exports name. */
const doors = ["", "[^/]+/", "[^/]+/testing/"].map(
  (folder) => `^(packages|apps)/[^/]+/src/${folder}index[.]ts$`,
);

export default {
  forbidden: [
    ...Object.entries(MAY_USE).map(([unit, used]) => ({
      name: `${unit.replace(/^(packages|apps)\//, "").replace("/src", "")}-stays-in-its-ring`,
      comment: `may use: ${[...used, "itself"].join(", ")}`,
      severity: "error",
      from: { path: within(unit), pathNot: others(unit).map(within) },
      to: { path: "^(packages|apps|tools)/", pathNot: [unit, ...used].map(within) },
    })),
    {
      name: "packages-are-entered-by-their-door",
      comment: "import another package by its name, never a file inside it",
      severity: "error",
      from: { path: "^(packages|apps)/([^/]+)/" },
      to: {
        path: "^(packages|apps)/",
        pathNot: ["^$1/$2/", ...doors],
      },
    },
    {
      name: "pure-code-uses-no-package",
      comment: "what an engine needs comes in as an event or an argument",
      severity: "error",
      from: { path: PURE.map(within), pathNot: aside },
      to: { path: "(^|/)node_modules/" },
    },
    {
      name: "pure-code-uses-no-node",
      severity: "error",
      from: { path: PURE.map(within), pathNot: aside },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "the-contract-uses-only-zod",
      comment: "the browser bundles it",
      severity: "error",
      from: { path: within("apps/gateway/src/contract"), pathNot: aside },
      to: {
        dependencyTypes: ["core", "npm", "npm-dev", "npm-optional", "npm-peer"],
        pathNot: "/node_modules/zod/|^node_modules/zod/",
      },
    },
    {
      name: "the-browser-has-no-node",
      severity: "error",
      from: { path: within("apps/dashboard/src"), pathNot: aside },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "testing-doors-open-only-for-tests",
      severity: "error",
      from: { pathNot: aside },
      to: { path: "/testing/" },
    },
    {
      name: "the-product-runs-without-development-packages",
      severity: "error",
      from: { path: "^(packages|apps)/", pathNot: aside },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm", "type-only"] },
    },
    {
      name: "every-package-is-declared",
      comment: "npm links what nobody declared, so only this rule sees it",
      severity: "error",
      from: { path: "^(packages|apps)/" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown", "unknown"] },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "everything-resolves", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true, // a type-only import is a dependency too
    combinedDependencies: true,
    doNotFollow: { path: "(^|/)node_modules/" },
    exclude: { path: "(^|/)dist/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts", ".tsx", ".mjs", ".js"],
    },
  },
};
