import { OptionType, SecType, type Contract, type Execution } from "@stoqey/ib";
import { describe, expect, it } from "vitest";
import { executionRow, heardContract, money } from "./heard-rows.ts";

const OPTION: Contract = {
  secType: SecType.OPT,
  conId: 4711,
  symbol: "SPY",
  localSymbol: "SPY   260313P00660000",
  lastTradeDateOrContractMonth: "20260313",
  right: OptionType.Put,
  strike: 660,
  multiplier: 100,
};
const EXECUTION: Execution = {
  execId: "e.1.01",
  orderId: 5,
  acctNumber: "DU1234567",
  orderRef: "o-1-0",
  side: "BOT",
  shares: 2,
  price: 0.91,
};

describe("a contract in the broker's words", () => {
  it("is an option of the desk's where it has a symbol", () => {
    expect(heardContract(OPTION)).toMatchObject({ kind: "option", option: { strike: 6_600_000 } });
  });

  it.each([
    ["a strike between thousandths", { strike: 660.12345 }],
    ["no strike", { strike: 0 }],
    ["a strike beyond eight digits", { strike: 100_000 }],
    ["an expiry of another century", { lastTradeDateOrContractMonth: "21260313" }],
  ])("is another's where there is no symbol for it: %s", (_what, over) => {
    expect(heardContract({ ...OPTION, ...over })).toMatchObject({ kind: "other", conId: 4711 });
  });
});

describe("what cannot be of this world", () => {
  it.each([1e9, -1e9, 1e300, Number.NaN, Number.POSITIVE_INFINITY])("is no money: %s", (value) => {
    expect(() => money(value, "price")).toThrow("price is not money");
  });

  it("is no execution: a million contracts and more", () => {
    expect(executionRow(OPTION, EXECUTION)).toMatchObject({ quantity: 2, price: 9_100 });
    expect(() => executionRow(OPTION, { ...EXECUTION, shares: 1_000_001 })).toThrow("too many");
  });
});
