import { describe, expect, it } from "vitest";
import { aPositionRow } from "../../testing/contract-bodies.ts";
import { heldLegs } from "./held-legs.ts";

describe("the legs that are held", () => {
  it("are ratio times packages, summed over the positions", () => {
    const held = heldLegs([aPositionRow({ quantity: 2 }), aPositionRow({ id: "x-2", quantity: 1 })]);

    expect([...held]).toEqual([
      [1, -3],
      [2, 3],
    ]);
  });

  it("are none where positions net to nothing or are flat", () => {
    expect(heldLegs([aPositionRow({ quantity: 0 })]).size).toBe(0);
  });
});
