import { usdE4 } from "@smart0dte/domain";
import { aLeg } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { aClose, credit, fills, kinds, PaperTrial } from "./testing/paper-trial.ts";

/** Buys the short leg back from 1.20 on, at 5.00 at the most. */
const stop = aClose({ legs: [aLeg(660, "P", 1)], trigger: usdE4(12_000) });
const at = (bid: number, ask: number) => credit({ short: { bid: usdE4(bid), ask: usdE4(ask) } });

const resting = (): PaperTrial => {
  const trial = new PaperTrial();
  trial.place(stop);
  return trial.after(250);
};

describe("a stop at the paper broker", () => {
  it("is acknowledged and does not work while the side that it would buy at is below its price", () => {
    const trial = resting();

    expect(kinds(trial.look())).toEqual(["acknowledged"]);
    expect(trial.after(1_000).look(at(11_800, 11_900))).toEqual([]);
  });

  it("works from its price on and fills at the ask, and goes on when the price comes back", () => {
    const trial = resting();
    trial.look();
    const told = trial
      .after(1_000)
      .look(credit({ short: { bid: usdE4(12_000), ask: usdE4(12_500), askSize: 0 } }));
    expect(kinds(told)).toEqual(["working"]);

    expect(fills(trial.after(1_000).look(at(11_000, 11_100)))).toMatchObject([
      { price: 11_100, quantity: 1 },
    ]);
  });

  it("is not triggered by a quote that may not be used", () => {
    const trial = resting();
    trial.look();

    expect(trial.look(credit({ short: { ask: usdE4(20_000), fault: "stale" } }))).toEqual([]);
  });

  it("is taken back like any order", () => {
    const trial = resting();
    trial.look();
    trial.cancel();

    expect(kinds(trial.after(250).look())).toEqual(["cancelled"]);
  });

  it("of a package is refused by name", () => {
    expect(new PaperTrial().place(aClose({ trigger: usdE4(12_000) }))).toMatchObject([
      { kind: "sent" },
      { kind: "rejected", why: expect.stringContaining("STOP_ON_PACKAGE") },
    ]);
  });
});
