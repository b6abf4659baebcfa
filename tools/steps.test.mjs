import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { verdict } from "./steps.mjs";

const folder = mkdtempSync(join(tmpdir(), "smart0dte-steps-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ended = (over = {}) => ({ code: 0, signal: null, late: false, ...over });
const passed = { name: "a rule", file: null, state: "passed", reason: null };
const failed = { ...passed, state: "failed" };

function tests(results) {
  const file = join(folder, `${Math.random()}.json`);
  if (results !== null) writeFileSync(file, JSON.stringify(results));
  return { name: "unit tests", results: file, read: (text) => JSON.parse(text) };
}

describe("a step without tests", () => {
  it("passes as a whole with exit code 0", () => {
    expect(verdict({ name: "lint" }, ended())).toMatchObject([{ name: "lint", state: "passed" }]);
  });

  it.each([
    [{ code: 2 }, "exit code 2"],
    [{ code: 1, signal: "SIGKILL" }, "ended by SIGKILL"],
    [{ code: 1, signal: "SIGTERM", late: true }, "ran out of time"],
  ])("fails as a whole after %o", (how, reason) => {
    expect(verdict({ name: "lint" }, ended(how))).toMatchObject([{ name: "lint", state: "failed", reason }]);
  });
});

describe("a step with tests", () => {
  it("is the sum of its tests", () => {
    expect(verdict(tests([passed, passed]), ended())).toEqual([passed, passed]);
  });

  it("adds nothing to a failed test that explains the exit code", () => {
    expect(verdict(tests([passed, failed]), ended({ code: 1 }))).toEqual([passed, failed]);
  });

  it.each([
    ["found no test", [], {}, "no test was found"],
    ["left no results", null, {}, "left no results"],
    ["broke before its results", null, { code: 1 }, "exit code 1"],
  ])("fails when it %s", (_, results, how, reason) => {
    expect(verdict(tests(results), ended(how))).toMatchObject([{ state: "failed", reason }]);
  });

  it.each([
    ["a bad exit that no failed test explains", { code: 1 }, "exit code 1"],
    ["running out of time", { code: 1, late: true }, "ran out of time"],
  ])("fails for %s", (_, how, reason) => {
    expect(verdict(tests([passed]), ended(how))).toMatchObject([passed, { state: "failed", reason }]);
  });
});
