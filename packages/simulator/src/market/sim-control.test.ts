import { expect, test } from "vitest";
import { parseSimControl } from "./sim-control.ts";

test.each([
  { kind: "freeze", ticker: "SPY", what: "options" },
  { kind: "resume", ticker: "QQQ" },
  { kind: "gap", ticker: "IWM" },
  { kind: "halt", ticker: "SPY" },
  { kind: "move", ticker: "SPY", sd: -1.5 },
  { kind: "signal", ticker: "SPY" },
  { kind: "signal", ticker: "SPY", side: "cheap" },
  { kind: "cross", instrument: 12 },
  { kind: "wide", instrument: 12 },
  { kind: "noBid", instrument: 12 },
  { kind: "noAsk", instrument: 12 },
  { kind: "bad", instrument: 12 },
])("a request $kind is read as it was written", (request) => {
  expect(parseSimControl({ ...request, surplus: true })).toEqual({ ok: true, value: request });
});

test.each([
  [null],
  ["freeze"],
  [{}],
  [{ kind: "explode", ticker: "SPY" }],
  [{ kind: "freeze", ticker: "DIA", what: "all" }],
  [{ kind: "freeze", ticker: "SPY", what: "some" }],
  [{ kind: "move", ticker: "SPY", sd: Number.NaN }],
  [{ kind: "move", ticker: "SPY", sd: "2" }],
  [{ kind: "move", ticker: "SPY", sd: 1_000 }],
  [{ kind: "signal", ticker: "SPY", side: "left" }],
  [{ kind: "cross", instrument: 1.5 }],
  [{ kind: "cross", ticker: "SPY" }],
])("what is no request is refused with a sentence: %j", (value) => {
  const parsed = parseSimControl(value);

  expect(parsed.ok).toBe(false);
  if (!parsed.ok) expect(parsed.error).toMatch(/^\w.*\.$/);
});
