import { describe, expect, it } from "vitest";
import { anOrderRow } from "../../testing/contract-bodies.ts";
import { attentionFirst, isCancellable, purposeWords, stateWords } from "./order-words.ts";

describe("orders on the screen", () => {
  it("put what is not known on top, then what works, then the rest as it came", () => {
    const orders = ["filled", "working", "unknown", "cancelled", "sent"].map((state) =>
      anOrderRow({ id: state, state }),
    );

    expect(attentionFirst(orders).map(({ id }) => id)).toEqual([
      "unknown",
      "working",
      "sent",
      "filled",
      "cancelled",
    ]);
  });

  it.each([
    ["working", true],
    ["partlyFilled", true],
    ["cancelRequested", false],
    ["unknown", false],
    ["filled", false],
    ["rejected", false],
  ])("in state %s can be cancelled: %s", (state, can) => {
    expect(isCancellable(anOrderRow({ state }))).toBe(can);
  });

  it.each([
    ["open", "entry", "opening"],
    ["close", "stop", "closing: stop"],
    ["close", "expiryGuard", "closing: expiry guard"],
    ["open", "orphan", "opening: orphan legs"],
  ] as const)("of purpose %s and reason %s are %s", (purpose, reason, words) => {
    expect(purposeWords(anOrderRow({ purpose, reason }))).toBe(words);
  });

  it.each([
    ["partlyFilled", "part 1/3"],
    ["unknown", "UNKNOWN"],
    ["approved", "waits"],
    ["cancelRequested", "cancel requested"],
  ])("say their state %s in words", (state, words) => {
    expect(stateWords(anOrderRow({ state, filled: 1, quantity: 3 }))).toBe(words);
  });
});
