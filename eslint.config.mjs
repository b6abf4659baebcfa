import tseslint from "typescript-eslint";
import { PURE } from "./tools/may-use.mjs";

const byName = "Export by name: a default export is called differently in every file.";
const noEnum = "Use a union of string literals or an `as const` table.";
const ambient = "takes time, chance or surroundings from outside; pass it in as an event or an argument.";

const everywhere = [
  { selector: "TSEnumDeclaration", message: noEnum },
  { selector: "ExportDefaultDeclaration", message: byName },
];
const now = {
  selector: "NewExpression[callee.name='Date'][arguments.length=0]",
  message: `new Date() ${ambient}`,
};
const noRounding = {
  selector: "CallExpression[callee.property.name='toFixed']",
  message: "Features print through ui/format, where rounding, minus sign and absence are decided once.",
};

const tests = [
  "**/*.test.{ts,tsx}",
  "**/*.spec.ts",
  "**/testing/**",
  "apps/*/test/**",
  "apps/*/bench/**",
  "apps/*/journeys/**",
];
const pure = PURE.map((unit) => `${unit}/**/*.ts`);
const surroundings = [
  "process",
  "performance",
  "fetch",
  "setTimeout",
  "setInterval",
  "setImmediate",
  "queueMicrotask",
];

export default [
  { ignores: ["**/node_modules/", "**/dist/", ".node/", "data/", "runs/", "test-artifacts/", "coverage/"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.{ts,tsx}"],
    plugins: { "@typescript-eslint": tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: {
        project: ["tsconfig.json", "apps/dashboard/tsconfig.json"],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true },
      ],
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "max-params": ["error", 3],
      "no-restricted-syntax": ["error", ...everywhere],
    },
  },
  {
    files: ["**/*.{ts,tsx,mjs}"],
    rules: {
      "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
      "no-debugger": "error",
      "no-var": "error",
      "prefer-const": "error",
      eqeqeq: ["error", "always", { null: "ignore" }],
    },
  },
  { files: ["packages/*/src/**/*.ts"], rules: { "no-console": "error" } },
  {
    files: pure,
    ignores: tests,
    rules: {
      "no-restricted-globals": [
        "error",
        ...surroundings.map((name) => ({ name, message: `${name} ${ambient}` })),
      ],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: ambient },
        { object: "Math", property: "random", message: ambient },
        ...["process", "performance"].map((property) => ({
          object: "globalThis",
          property,
          message: ambient,
        })),
      ],
      "no-restricted-syntax": ["error", ...everywhere, now],
    },
  },
  {
    files: ["apps/dashboard/src/features/**/*.{ts,tsx}"],
    ignores: tests,
    rules: { "no-restricted-syntax": ["error", ...everywhere, noRounding] },
  },
  // a table hands its columns to the test one by one; a builder reads like the thing it builds
  { files: ["**/*.test.{ts,tsx}", "**/testing/**/*.ts"], rules: { "max-params": "off" } },
  // the tools that read these files want a default export
  { files: ["**/*.config.ts"], rules: { "no-restricted-syntax": ["error", everywhere[0]] } },
];
