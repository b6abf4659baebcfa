import { DEFAULT_DATASETS } from "@smart0dte/feeds/databento";
import { describe, expect, it } from "vitest";
import type { SourceChoice } from "../desk/desk-options.ts";
import { parseResetWindows } from "./reset-windows.ts";
import { parseBroker, type BrokerWords } from "./broker-choice.ts";

const DEMO: SourceChoice = { kind: "simulated", seed: 42, market: "planted", date: null };
const FILES: SourceChoice = { kind: "dbn", paths: ["day.dbn"], date: null };
const REAL: SourceChoice = {
  kind: "databento",
  key: "k".repeat(32),
  gateway: null,
  datasets: DEFAULT_DATASETS,
  date: null,
};
const NAMED: SourceChoice = { ...REAL, gateway: { host: "127.0.0.1", port: 9_000 } };
const PAPER_TWS: BrokerWords = { tws: "127.0.0.1:7497", account: "DU1234567" };
const SIMULATED_TWS: BrokerWords = { tws: "[::1]:5000", account: "DU1234567", twsSimulated: true };

describe("who carries orders out", () => {
  it.each<readonly [string, SourceChoice, number | "max", BrokerWords, string]>([
    ["a demo at a number's speed", DEMO, 60, {}, "own"],
    ["a demo at a number's speed that asks for it", DEMO, 1, { broker: "tws" }, "own"],
    ["a demo that asks for paper", DEMO, 60, { broker: "paper" }, "paper"],
    ["a demo in process", DEMO, "max", {}, "paper"],
    ["files", FILES, 60, {}, "paper"],
    ["a real market", REAL, 1, {}, "paper"],
    ["a simulated gateway", NAMED, 1, { broker: "paper" }, "paper"],
  ])("is, for %s, as it should be", (_, source, speed, words, kind) => {
    expect(parseBroker(words, source, speed)).toEqual({ kind });
  });

  it("is, for a real market, the paper account at the TWS that is named", () => {
    expect(parseBroker({ ...PAPER_TWS, clientId: "7" }, REAL, 1)).toEqual({
      kind: "tws",
      host: "127.0.0.1",
      port: 7497,
      account: "DU1234567",
      clientId: 7,
      isSimulator: false,
      settings: { resetWindows: parseResetWindows(undefined), lines: 20 },
    });
  });

  it("is, for a simulated gateway, a simulated TWS at any port, as client 1 unless said otherwise", () => {
    expect(
      parseBroker({ ...SIMULATED_TWS, broker: "tws", twsResetWindows: "none", twsLines: "0" }, NAMED, 20),
    ).toEqual({
      kind: "tws",
      host: "::1",
      port: 5000,
      account: "DU1234567",
      clientId: 1,
      isSimulator: true,
      settings: { resetWindows: [], lines: 0 },
    });
  });
});

describe("a live account", () => {
  it.each(["127.0.0.1:7496", "127.0.0.1:4001"])("is taken at the live port %s", (tws) => {
    expect(parseBroker({ tws, account: "U1234567" }, REAL, 1)).toMatchObject({
      accountKind: "live",
      isSimulator: false,
    });
  });

  it("is taken at a simulator that says it poses as one", () => {
    const words = { ...SIMULATED_TWS, account: "U1234567", twsPosesLive: true };

    expect(parseBroker(words, NAMED, 1)).toMatchObject({ accountKind: "live", isSimulator: true });
  });
});

describe("a broker that is wrongly named", () => {
  it.each<readonly [string, SourceChoice, number | "max", BrokerWords, RegExp]>([
    ["another word", DEMO, 1, { broker: "ib" }, /^--broker "ib" is none of paper, tws\.$/],
    ["a TWS in process", DEMO, "max", { broker: "tws" }, /does not go with --speed max/],
    ["a TWS for files", FILES, 60, { broker: "tws" }, /^--broker tws does not go with files/],
    ["a TWS that nobody named", REAL, 1, { broker: "tws" }, /needs --tws HOST:PORT/],
    ["a TWS and paper", REAL, 1, { ...PAPER_TWS, broker: "paper" }, /does not go with --broker paper/],
    ["another TWS than the demo's own", DEMO, 1, PAPER_TWS, /a demo trades through the TWS of its own/],
    ["a TWS for files by address", FILES, 60, PAPER_TWS, /^--tws goes with --source databento/],
    ["an account without a TWS", DEMO, 1, { account: "DU1" }, /^--account goes with --tws/],
    ["a client without a TWS", REAL, 1, { clientId: "2" }, /^--client-id goes with --tws/],
    ["a simulator without a TWS", NAMED, 1, { twsSimulated: true }, /^--tws-simulated goes with --tws/],
    ["windows without a TWS", REAL, 1, { twsResetWindows: "none" }, /^--tws-reset-windows goes with --tws/],
    ["no window", REAL, 1, { ...PAPER_TWS, twsResetWindows: "mon" }, /^--tws-reset-windows "mon": nothing/],
    ["lines without a TWS", REAL, 1, { twsLines: "5" }, /^--tws-lines goes with --tws/],
    ["more lines than there are", REAL, 1, { ...PAPER_TWS, twsLines: "101" }, /^--tws-lines "101" is not/],
    ["no account", REAL, 1, { tws: "127.0.0.1:7497" }, /needs --account/],
    ["no address", REAL, 1, { ...PAPER_TWS, tws: "nowhere" }, /^--tws "nowhere" is not HOST:PORT\.$/],
    ["a client of no number", REAL, 1, { ...PAPER_TWS, clientId: "0" }, /^--client-id "0" is not a whole/],
    ["a client beyond all", REAL, 1, { ...PAPER_TWS, clientId: "1e9" }, /^--client-id "1e9" is not a whole/],
    [
      "a paper account at a simulator that poses as live",
      NAMED,
      1,
      { ...SIMULATED_TWS, twsPosesLive: true },
      /not clearly a paper account.*; nor a live one/,
    ],
    [
      "a real TWS that poses",
      REAL,
      1,
      { ...PAPER_TWS, twsPosesLive: true },
      /^--tws-poses-live goes with --tws-sim/,
    ],
    ["a pose without a TWS", NAMED, 1, { twsPosesLive: true }, /^--tws-poses-live goes with --tws HOST/],
    [
      "a paper account at a live port",
      REAL,
      1,
      { ...PAPER_TWS, tws: "127.0.0.1:4001" },
      /not clearly a paper/,
    ],
    ["a live account at a paper port", REAL, 1, { ...PAPER_TWS, account: "U1234567" }, /not clearly a paper/],
    ["a paper account at a port of nobody", REAL, 1, { ...PAPER_TWS, tws: "h:5000" }, /not clearly a paper/],
    ["a live account at a simulator", NAMED, 1, { ...SIMULATED_TWS, account: "U1" }, /not clearly a paper/],
    ["a simulator at a real market", REAL, 1, SIMULATED_TWS, /^--tws-simulated goes with --gateway/],
    ["a real TWS at a simulated market", NAMED, 1, PAPER_TWS, /with --tws it needs --tws-simulated/],
  ])("is refused in one sentence: %s", (_, source, speed, words, says) => {
    expect(() => parseBroker(words, source, speed)).toThrow(
      expect.objectContaining({ name: "BadInputError", message: expect.stringMatching(says) }),
    );
  });
});
