import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { root } from "./node24.mjs";

const houses = [];

afterAll(() => {
  for (const house of houses) rmSync(house, { recursive: true, force: true });
});

/** A small house under the real rules: `@smart0dte/NAME` for each named package, with the given files. */
function aHouse(packages, files) {
  const house = realpathSync(mkdtempSync(join(tmpdir(), "smart0dte-house-")));
  houses.push(house);
  const write = (path, text) => {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text);
  };
  mkdirSync(join(house, "apps"));
  mkdirSync(join(house, "packages"));
  mkdirSync(join(house, "node_modules", "@smart0dte"), { recursive: true });
  mkdirSync(join(house, "tools"));
  cpSync(join(root, ".dependency-cruiser.mjs"), join(house, ".dependency-cruiser.mjs"));
  cpSync(join(root, "tools", "may-use.mjs"), join(house, "tools", "may-use.mjs"));
  write("package.json", JSON.stringify({ name: "house", type: "module", workspaces: ["packages/*"] }));
  for (const name of packages) {
    const uses = Object.fromEntries(
      packages.filter((used) => used !== name).map((used) => [`@smart0dte/${used}`, "*"]),
    );
    const described = {
      name: `@smart0dte/${name}`,
      type: "module",
      exports: { ".": "./src/index.ts" },
      dependencies: uses,
    };
    write(`packages/${name}/package.json`, JSON.stringify(described));
    symlinkSync(join("..", "..", "packages", name), join(house, "node_modules", "@smart0dte", name), "dir");
  }
  for (const [path, text] of Object.entries(files)) write(path, text);
  return house;
}

/** The check's exit code and everything it said. */
function examine(house) {
  try {
    const args = [join(root, "tools", "boundaries.mjs"), house];
    return { code: 0, said: execFileSync(process.execPath, args, { encoding: "utf8", stdio: "pipe" }) };
  } catch ({ status, stdout, stderr }) {
    return { code: status, said: stdout + stderr };
  }
}

/** Imports that an engine must not have, by file name, and the rule that says so. */
const PLANTED = {
  "another-engine": {
    text: 'import { two } from "@smart0dte/strategy";\nexport const three = two + 1;\n',
    rule: "risk-stays-in-its-ring",
  },
  "another-engine-for-a-type": {
    text: 'import type { Two } from "@smart0dte/strategy";\nexport type Three = Two;\n',
    rule: "risk-stays-in-its-ring",
  },
  "another-engine-handed-on": {
    text: 'export { two } from "@smart0dte/strategy";\n',
    rule: "risk-stays-in-its-ring",
  },
  "another-engine-at-run-time": {
    text: 'export const later = () => import("@smart0dte/strategy");\n',
    rule: "risk-stays-in-its-ring",
  },
  node: {
    text: 'import { readFileSync } from "node:fs";\nexport const read = readFileSync;\n',
    rule: "pure-code-uses-no-node",
  },
  "a-file-inside-another-package": {
    text: 'export { one } from "../../domain/src/one.ts";\n',
    rule: "packages-are-entered-by-their-door",
  },
  "what-nobody-has-written": { text: 'export { nine } from "./nine.ts";\n', rule: "everything-resolves" },
};

const words = { "packages/domain/src/index.ts": "export const one = 1;\nexport type One = 1;\n" };

describe("the boundaries", () => {
  it("let an engine use the words", () => {
    const engine = 'import { one } from "@smart0dte/domain";\nexport const two = one + one;\n';

    expect(examine(aHouse(["domain", "risk"], { ...words, "packages/risk/src/index.ts": engine }))).toEqual({
      code: 0,
      said: "2 of 2 modules looked at, 1 imports\n",
    });
  });

  describe("refuse", () => {
    let found;
    beforeAll(() => {
      const plants = Object.fromEntries(
        Object.entries(PLANTED).map(([name, { text }]) => [`packages/risk/src/${name}.ts`, text]),
      );
      const around = {
        ...words,
        "packages/domain/src/one.ts": "export const one = 1;\n",
        "packages/strategy/src/index.ts": "export const two = 2;\nexport type Two = 2;\n",
        "packages/attic/src/index.ts": "export const old = 1;\n",
      };
      found = examine(aHouse(["domain", "risk", "strategy"], { ...around, ...plants }));
    });

    it.each(Object.entries(PLANTED))("an import of %s", (name, { rule }) => {
      expect(found.said).toContain(`${rule}: packages/risk/src/${name}.ts ->`);
    });

    it("a file that no unit owns", () => {
      expect(found.said).toContain("of no unit in tools/may-use.mjs: packages/attic/src/index.ts");
    });

    it("with exit code 1", () => {
      expect(found.code).toBe(1);
    });
  });

  it("fail when they looked at nothing", () => {
    const { code, said } = examine(aHouse([], {}));

    expect(code).toBe(1);
    expect(said).toContain("nothing was looked at");
  });

  it("fail when one module was not looked at", () => {
    const house = aHouse(["domain"], { ...words, "packages/domain/src/two.ts": "export const two = 2;\n" });
    const blind =
      'export { default } from "./rules.mjs";\nimport rules from "./rules.mjs";\nrules.options.exclude = { path: "two" };\n';
    cpSync(join(house, ".dependency-cruiser.mjs"), join(house, "rules.mjs"));
    writeFileSync(join(house, ".dependency-cruiser.mjs"), blind);

    const { code, said } = examine(house);

    expect(code).toBe(1);
    expect(said).toContain("not looked at: packages/domain/src/two.ts");
  });
});
