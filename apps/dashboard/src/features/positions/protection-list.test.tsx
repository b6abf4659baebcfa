import { describe, expect, it } from "vitest";
import { aBrokerLine } from "../../testing/broker-bodies.ts";
import { aPositionRow } from "../../testing/contract-bodies.ts";
import { screenText } from "../../testing/screen-text.tsx";
import { ProtectionList, protectionLines } from "./protection-list.tsx";

const paper = { broker: { line: null }, flatAt: 22_500_000_000 };
const tws = { broker: { line: aBrokerLine({ simulated: true }) }, flatAt: null };
const wordsOf = (
  over: Parameters<typeof aPositionRow>[0] = {},
  around: Parameters<typeof protectionLines>[1] = paper,
) => new Map(protectionLines(aPositionRow(over), around));

describe("what protects a position", () => {
  it("names each guard with when it acts, and the stop with how far it has come", () => {
    const lines = wordsOf({ stopHits: 2 });

    expect(lines.get("Target")).toBe("The desk closes at 0.15 db or better.");
    expect(lines.get("Stop")).toContain("3 quotes in a row stand at 1.48 db or worse; now 2/3.");
    expect(lines.get("Thesis")).toBe("The desk closes with the underlying below 507.");
    expect([...lines.keys()]).toContain("Before expiry");
  });

  it("names what does not exist: no stop rests at the broker, and nobody closes while the desk is down", () => {
    expect(wordsOf().get("Stop at the broker")).toMatch(/^None: /);
    expect(wordsOf({}, tws).get("Stop at the broker")).toMatch(/^None\. The parameter /);
    expect(wordsOf().get("Without this desk")).toContain("this program is the broker");
    expect(
      new Map(
        protectionLines(aPositionRow(), {
          broker: { line: aBrokerLine({ simulated: false }) },
          flatAt: null,
        }),
      ).get("Without this desk"),
    ).toBe("Nothing closes it until the desk runs again. TWS itself can still close.");
  });

  it("says what a stop at the broker buys from where on, how it stands, and what it leaves open", () => {
    const lines = wordsOf(
      {
        protection: "DESK + BROKER STOP",
        brokerStops: [
          {
            orderId: "o-1-0-s1",
            symbol: "SPY260313P00510000",
            quantity: 2,
            trigger: "2.6900",
            state: "acknowledged",
          },
        ],
      },
      tws,
    );

    expect(lines.get("Stop at the broker")).toBe("Buys 2 of 510 P from 2.69 on: acknowledged.");
    expect(lines.get("Without this desk")).toMatch(
      /^The broker's stop buys the short leg back; the long leg stays/,
    );
  });

  it("says BROKER STOP ONLY and why, while the desk's exits cannot go out", () => {
    const position = aPositionRow({ protection: "BROKER STOP ONLY", unprotected: "No connection." });

    expect(screenText(<ProtectionList position={position} />)).toMatch(
      /^What protects it right now BROKER STOP ONLY\. No connection\./,
    );
  });

  it("leaves out a thesis that the plan has not", () => {
    expect([...wordsOf({ invalidation: { above: null, below: null } }).keys()]).not.toContain("Thesis");
  });

  it("says NONE and why above everything, while exits cannot go out", () => {
    const position = aPositionRow({ protection: "NONE", unprotected: "No connection to the broker." });

    expect(screenText(<ProtectionList position={position} />)).toMatch(
      /^What protects it right now NONE\. No connection to the broker\./,
    );
    expect(screenText(<ProtectionList position={aPositionRow()} />)).not.toContain("NONE");
  });

  it("says nothing of a position that is flat", () => {
    expect(
      screenText(<ProtectionList position={aPositionRow({ closedAt: 70_000_000, quantity: 0 })} />),
    ).toBe("");
  });
});
