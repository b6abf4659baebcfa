import { describe, expect, it } from "vitest";
import { closing, journeysIn, judged } from "./tally.mjs";

const aResult = (over = {}) => ({
  name: "a rule",
  file: "a.test.ts",
  state: "passed",
  reason: null,
  ...over,
});
const skipped = (over = {}) => aResult({ state: "skipped", ...over });
const judge = (result, sharedExists, text = "") => judged([result], { sharedExists, textOf: () => text })[0];

describe("a skipped test", () => {
  it("stays skipped with the reason it gives", () => {
    expect(judge(skipped({ reason: "needs root" }), true)).toEqual(skipped({ reason: "needs root" }));
  });

  it("has failed without a reason", () => {
    expect(judge(skipped(), true)).toMatchObject({ state: "failed", reason: "skipped without a reason" });
  });

  it("stays skipped where the reference material that its file reads is absent", () => {
    expect(judge(skipped(), false, 'join(root, "..", "shared")')).toMatchObject({
      state: "skipped",
      reason: "needs ../shared, which is not there",
    });
  });

  it.each([
    ["its file", null, 'join(root, "..", "shared")'],
    ["its reason", "needs ../shared", ""],
  ])("has failed where the reference material named in %s is there", (_, reason, text) => {
    expect(judge(skipped({ reason }), true, text)).toMatchObject({ state: "failed" });
  });

  it("of another cause may be skipped in a file that reads reference material", () => {
    expect(judge(skipped({ reason: "needs root" }), true, "shared")).toMatchObject({ state: "skipped" });
  });
});

describe("the closing lines", () => {
  it("end with the sum, after what was skipped and what failed, each with its reason", () => {
    const results = [
      aResult(),
      skipped({ reason: "needs root" }),
      aResult({ name: "lint", state: "failed", reason: "exit code 1" }),
    ];

    expect(closing(results)).toEqual([
      "skipped:",
      "  a rule — needs root",
      "failed:",
      "  lint — exit code 1",
      "1 passed, 1 failed, 1 skipped",
    ]);
  });
});

describe("a report of journeys", () => {
  const spec = (status, annotations = []) => ({ title: status, tests: [{ status, annotations }] });
  const report = {
    suites: [
      {
        title: "halt.spec.ts",
        file: "halt.spec.ts",
        specs: [spec("expected"), spec("unexpected"), spec("flaky")],
        suites: [
          {
            title: "inner",
            file: "halt.spec.ts",
            specs: [spec("skipped", [{ type: "skip", description: "needs a screen" }])],
          },
        ],
      },
    ],
    errors: [{ message: "halt.spec.ts does not load\nmore" }],
  };

  it("counts what passed at once, what did not, what was skipped and what did not load", () => {
    const found = journeysIn(report).map(({ name, state, reason }) => [name, state, reason]);

    expect(found).toEqual([
      ["halt.spec.ts > inner > skipped", "skipped", "needs a screen"],
      ["halt.spec.ts > expected", "passed", null],
      ["halt.spec.ts > unexpected", "failed", null],
      ["halt.spec.ts > flaky", "failed", null],
      ["journeys: halt.spec.ts does not load", "failed", null],
    ]);
  });
});
