import { describe, expect, it } from "vitest";
import { aChainFrame } from "../testing/contract-bodies.ts";
import { contractName, contractOf, contractSymbol } from "./board-contract.ts";

const chain = aChainFrame(660);

describe("a contract of the board", () => {
  it("is found by the name of its strike and side", () => {
    expect(contractOf(chain, "662P")).toMatchObject({
      strike: "662.0000",
      right: "P",
      words: "662 put",
      cell: { instrument: 1325 },
    });
  });

  it("is not there where the board has no such strike, or nothing is named", () => {
    expect(contractOf(chain, "700C")).toBeNull();
    expect(contractOf(chain, "")).toBeNull();
    expect(contractOf(undefined, "662C")).toBeNull();
  });

  it("is named as it is found", () => {
    expect(contractOf(chain, contractName("661.0000", "C"))?.strike).toBe("661.0000");
  });

  it.each([
    ["500.0000", "C", "SPY260814C00500000"],
    ["82.5000", "P", "SPY260814P00082500"],
  ] as const)("with strike %s and side %s has the exchange's symbol %s", (strike, right, symbol) => {
    expect(contractSymbol({ ticker: "SPY", expiry: "2026-08-14", right, strike })).toBe(symbol);
  });
});
