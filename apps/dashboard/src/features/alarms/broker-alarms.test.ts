import { describe, expect, it } from "vitest";
import { aBrokerLine, aDifference } from "../../testing/broker-bodies.ts";
import type { BrokerLine } from "../broker/broker-words.ts";
import { brokerAlarms } from "./broker-alarms.ts";

const wordsOf = (over: Partial<BrokerLine>) =>
  brokerAlarms({ line: aBrokerLine(over) }).map(({ severity, words }) => `${severity}: ${words}`);

describe("alarms of the broker", () => {
  it("are none where the desk is the broker, where all is well, and while it only connects or compares", () => {
    expect(brokerAlarms({ line: null })).toEqual([]);
    expect(brokerAlarms(undefined)).toEqual([]);
    expect(wordsOf({})).toEqual([]);
    expect(wordsOf({ state: "synchronising", reconciled: false })).toEqual([]);
  });

  it("are danger for a refused account and a lost line, with the reason", () => {
    expect(wordsOf({ state: "refused", why: "no paper account" })).toEqual([
      "danger: BROKER REFUSED 127.0.0.1:7497: no paper account",
    ]);
    expect(wordsOf({ state: "halfOpen" })).toEqual(["danger: NO BROKER at 127.0.0.1:7497"]);
  });

  it("are one for all differences that a person must settle, with the first of them", () => {
    const differences = [
      aDifference(),
      aDifference({ kind: "foreignOrder", halts: false }),
      aDifference({ contract: "STK SPY" }),
    ];
    const line = aBrokerLine({ reconciled: false, differences });

    expect(brokerAlarms({ line })).toMatchObject([
      {
        severity: "danger",
        words: "UNRECONCILED: broker and desk differ on 2",
        toDo:
          "Position of another size SPY260313P00510000: desk -1, broker 0. " +
          "Bring the position in TWS to the desk's count. And 1 more: Trade, Broker.",
      },
    ]);
  });

  it("are caution during a reset that passes by itself", () => {
    expect(wordsOf({ state: "nightlyReset", why: "nightly reset" })).toEqual([
      "caution: BROKER RESET: nightly reset",
    ]);
  });
});
