import { describe, expect, it } from "vitest";
import { readMeasurement } from "./measurement.mjs";

const machine = { cpu: "one", cores: 2 };
const line = {
  name: "pipeline-quotes",
  unit: "quotes/s",
  value: 100_000,
  p99: 4.5,
  conditions: { rate: 50_000 },
};

describe("a measurement", () => {
  it("carries the machine among its conditions", () => {
    expect(readMeasurement(JSON.stringify(line), machine)).toEqual({
      ...line,
      conditions: { rate: 50_000, ...machine },
    });
  });

  it.each([
    ["done in 3 s", "not a JSON line"],
    ["null", "no name and unit"],
    [JSON.stringify({ ...line, unit: undefined }), "no name and unit"],
    [JSON.stringify({ ...line, value: "fast" }), "value must be a number"],
    [JSON.stringify({ ...line, p99: null }), "p99 must be a number"],
    [JSON.stringify({ ...line, conditions: "quiet" }), "conditions must be an object"],
  ])("is not %s: %s", (text, why) => {
    expect(readMeasurement(text, machine)).toContain(why);
  });
});
