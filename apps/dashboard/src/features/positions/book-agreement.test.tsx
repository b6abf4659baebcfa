import { describe, expect, it } from "vitest";
import { aBrokerLine, aDifference } from "../../testing/broker-bodies.ts";
import { aPositionRow } from "../../testing/contract-bodies.ts";
import { screenText } from "../../testing/screen-text.tsx";
import type { BrokerLine } from "../broker/broker-words.ts";
import { BookAgreement, CountsThatDiffer } from "./book-agreement.tsx";

const legs = aPositionRow().legs.map((leg) =>
  leg.instrument === 1 ? leg : { ...leg, symbol: "SPY260313P00505000" },
);
const beside = (line: BrokerLine | null) => ({ latest: { broker: { line } } });

describe("whether the broker holds the same", () => {
  it("is not asked where the desk is the broker", () => {
    expect(screenText(<BookAgreement />, beside(null))).toBe("");
  });

  it("is said with the time since when, and never while it is not known", () => {
    const since = 1_773_412_925_000_000;

    expect(screenText(<BookAgreement />, beside(aBrokerLine({ since })))).toBe(
      "BROKER AGREES since 10:42:05",
    );
    expect(screenText(<BookAgreement />, beside(aBrokerLine({ state: "synchronising" })))).toBe(
      "BROKER NOT COMPARED",
    );
    expect(
      screenText(<BookAgreement />, beside(aBrokerLine({ reconciled: false, differences: [aDifference()] }))),
    ).toBe("BROKER DIFFERS on 1");
  });

  it("is said at the leg that differs, with both counts", () => {
    const line = aBrokerLine({
      differences: [aDifference(), aDifference({ contract: "STK SPY", desk: 0, broker: 100 })],
    });

    expect(screenText(<CountsThatDiffer position={aPositionRow({ legs })} />, beside(line))).toBe(
      "510 P: desk −1, broker 0",
    );
    const flat = aPositionRow({ legs, closedAt: 70_000_000 });
    expect(screenText(<CountsThatDiffer position={flat} />, beside(line))).toBe("");
  });
});
