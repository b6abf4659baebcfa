import type { ReactNode } from "react";
import { describe, expect, it } from "vitest";
import { aBrokerLine, aFillRow } from "../../testing/broker-bodies.ts";
import { anOrderRow, aPositionRow } from "../../testing/contract-bodies.ts";
import { screenText } from "../../testing/screen-text.tsx";
import { OrderContent } from "./order-drawer.tsx";
import { OrderLine } from "./order-line.tsx";
import { UnknownNotes } from "./unknown-notes.tsx";

const AT = 1_773_412_927_120_000;
const history = [
  { state: "sent", at: AT, note: null },
  { state: "partlyFilled", at: AT + 940_000, note: "1 of 2" },
];
const order = anOrderRow({
  legs: aPositionRow().legs,
  state: "partlyFilled",
  filled: 1,
  purpose: "close",
  reason: "stop",
  history,
});

const tabled = (part: ReactNode) => (
  <table>
    <tbody>{part}</tbody>
  </table>
);

describe("an order on the screen", () => {
  it("says its legs, why it is there, how much is filled, and how long it has been in its state", () => {
    const text = screenText(tabled(<OrderLine order={order} />), { now: AT + 3_940_000 });

    expect(text).toBe(
      "10:42:07 SPY o-1 −2 510 P +2 505 P closing: stop 1/2 0.60 cr part 1/2 1 of 2 3.0s Cancel",
    );
  });

  it("shows the limit that was asked for beside the one that works, until the broker confirms it", () => {
    const text = screenText(tabled(<OrderLine order={{ ...order, asked: "-0.5500" }} />), { now: AT });

    expect(text).toContain("0.60 cr → 0.55 cr asked");
  });

  it("may be given another limit while the broker has it and its price is a person's to set", () => {
    const words = (over: Partial<typeof order>, role: "viewer" | "trader" = "trader") =>
      screenText(tabled(<OrderLine order={{ ...order, reason: "target", ...over }} />), { now: AT, role });

    expect(words({})).toContain("Replace Cancel");
    expect(words({ reason: "stop" })).not.toContain("Replace");
    expect(words({ asked: "-0.5500" })).not.toContain("Replace");
    expect(words({ state: "sent" })).not.toContain("Replace");
    expect(words({ state: "cancelRequested" })).not.toContain("Replace");
  });

  it("grows no older once it is over", () => {
    const over = { ...order, state: "filled", history: [{ state: "filled", at: AT, note: null }] };

    const text = screenText(tabled(<OrderLine order={over} />), { now: AT + 60_000_000 });

    expect(text).toContain("filled since 10:42:07");
    expect(text).not.toContain("Cancel");
  });

  it("shows every state with its time and note, and the executions that are its own", () => {
    const fills = [aFillRow(), aFillRow({ id: "0002.01", orderId: "o-2" })];

    const text = screenText(<OrderContent order={order} />, { rows: { fills }, now: AT });

    expect(text).toContain("10:42:07.120 sent 10:42:08.060 partly filled 1 of 2");
    expect(text).toContain("0001.01");
    expect(text).toContain("to mid +0.01 to plan −0.02 after 1.3s");
    expect(text).not.toContain("0002.01");
  });

  it("of which nothing is known is never to be sent again, and says whether the broker can be asked", () => {
    const unknown = { ...order, state: "unknown", history: [{ state: "unknown", at: AT, note: null }] };
    const words = (state: "ready" | "backingOff") =>
      screenText(<UnknownNotes orders={[unknown]} />, {
        latest: { broker: { line: aBrokerLine({ state }) } },
        now: AT + 4_000_000,
      });

    expect(words("ready")).toBe(
      "UNKNOWN o-1 (SPY −2 510 P · +2 505 P) 4.0s : asking the broker. Do not resend.",
    );
    expect(words("backingOff")).toContain("asked once the connection is back. Do not resend.");
  });
});
