import { BadInputError } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { parseRecordWords, type RecordWords } from "./record-words.ts";

const KEY = "db-unittestapikey1234567890FFFFF";
const words = (over: Partial<RecordWords> = {}): RecordWords => ({
  dataset: "OPRA.PILLAR",
  schema: "cmbp-1",
  symbols: "SPY",
  key: KEY,
  out: "recordings",
  json: false,
  ...over,
});

describe("the words of a recording", () => {
  it("ask for every schema of the same symbols, blanks within them kept", () => {
    const order = parseRecordWords(
      words({ schema: "cmbp-1,trades", symbols: "SPY   260313C00660000,SPY   260313P00660000", start: "0" }),
      undefined,
    );

    const symbols = ["SPY   260313C00660000", "SPY   260313P00660000"];
    expect(order.subscriptions).toEqual([
      { schema: "cmbp-1", stypeIn: "raw_symbol", symbols, start: 0n },
      { schema: "trades", stypeIn: "raw_symbol", symbols, start: 0n },
    ]);
  });

  it("ask for parents, from a time on, of another gateway, up to a time", () => {
    const { symbols: _, ...rest } = words({
      parent: "SPY.OPT",
      start: "2026-03-13T13:30:00Z",
      gateway: "127.0.0.1:13000",
      until: "15:45",
    });

    expect(parseRecordWords({ ...rest, key: undefined }, KEY)).toMatchObject({
      key: KEY,
      gateway: { host: "127.0.0.1", port: 13_000 },
      subscriptions: [{ stypeIn: "parent", symbols: ["SPY.OPT"], start: 1_773_408_600_000_000_000n }],
      until: 945,
    });
  });

  it.each([
    ["no key", { key: undefined }, /--key KEY or set DATABENTO_API_KEY/],
    ["no symbols", { symbols: undefined }, /either --symbols A,B or --parent/],
    ["symbols and parents", { parent: "SPY.OPT" }, /either --symbols A,B or --parent/],
    ["empty symbols", { symbols: " , " }, /names nothing/],
    ["a schema that is none", { schema: "quotes" }, /--schema "quotes" is none of mbo, mbp-1/],
    ["an unknown stype", { stypeIn: "isin" }, /--stype-in "isin" is none of raw_symbol/],
    [
      "a stype beside parents",
      { symbols: undefined, parent: "SPY.OPT", stypeIn: "parent" },
      /goes with --symbols/,
    ],
    ["a start that is none", { start: "yesterday" }, /--start "yesterday" is neither 0 nor a time/],
    ["a gateway without a port", { gateway: "localhost" }, /is not HOST:PORT/],
    ["an end that is none", { until: "25:00" }, /--until "25:00" is neither/],
  ] as const)("are refused in one sentence for %s", (_, over, sentence) => {
    const parse = (): unknown => parseRecordWords(words(over), undefined);

    expect(parse).toThrow(BadInputError);
    expect(parse).toThrow(sentence);
  });

  it("never show a key that is wrong", () => {
    const parse = (): unknown => parseRecordWords(words({ gateway: "x", key: "secret-secret" }), undefined);

    expect(parse).toThrow(expect.objectContaining({ message: expect.not.stringContaining("secret") }));
  });
});
