import { BadInputError } from "@smart0dte/domain";
import { DEFAULT_DATASETS } from "@smart0dte/feeds/databento";
import { SIMULATED_KEY } from "@smart0dte/simulator/databento-door";
import { describe, expect, it } from "vitest";
import { parseSource, type SourceWords } from "./source-choice.ts";

const KEY = "db-unittestapikey1234567890FFFFF";
const OTHER_KEY = "db-unittestapikey1234567890AAAAA";
const live = (over: Partial<SourceWords> = {}): SourceWords => ({ source: "databento", ...over });

describe("the words that name Databento's line", () => {
  it("take the key of the command line before the environment's, the default data sets and no gateway", () => {
    expect(parseSource(live({ key: KEY }), OTHER_KEY)).toEqual({
      kind: "databento",
      key: KEY,
      gateway: null,
      datasets: DEFAULT_DATASETS,
      date: null,
    });
    expect(parseSource(live(), OTHER_KEY)).toMatchObject({ key: OTHER_KEY });
  });

  it("use the simulated market's own key on a gateway that is named without one", () => {
    const gateway = { host: "::1", port: 13_000 };

    expect(parseSource(live({ gateway: "[::1]:13000" }))).toMatchObject({ key: SIMULATED_KEY, gateway });
    expect(parseSource(live({ gateway: "sim.local:9" }), KEY)).toMatchObject({ key: KEY });
  });

  it("take data sets by any name and go without the VIX where told", () => {
    const words = live({ key: KEY, equitiesDataset: "XNAS.ITCH", indexDataset: "none" });

    expect(parseSource(words)).toMatchObject({
      datasets: { options: "OPRA.PILLAR", equities: "XNAS.ITCH", index: null },
    });
  });

  const refused: readonly (readonly [string, SourceWords, RegExp])[] = [
    ["no key", live(), /needs a key: --key KEY, or DATABENTO_API_KEY/],
    ["a key of another length", live({ key: "short" }), /is not 32 printable/],
    ["a gateway without a port", live({ gateway: "127.0.0.1" }), /is not HOST:PORT/],
    ["a gateway whose port is none", live({ gateway: "127.0.0.1:70000" }), /is not HOST:PORT/],
    ["a host in the source", { source: "databento:127.0.0.1:1" }, /named by --gateway/],
    ["a seed", live({ key: KEY, seed: "1" }), /--seed does not go with/],
    ["its words beside another source", { source: "simulated", gateway: "a:1" }, /--gateway goes with/],
  ];
  it.each(refused)("are refused for %s, without the key", (_, words, sentence) => {
    expect(() => parseSource(words)).toThrow(BadInputError);
    expect(() => parseSource(words)).toThrow(sentence);
  });

  it("never say the key", () => {
    const secret = "db-secret-that-is-one-too-many-33";

    expect(() => parseSource(live({ key: secret }))).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(secret) as string }),
    );
  });
});
