import { aLeg, minute } from "@smart0dte/domain/testing";
import { usdE4 } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { credit, fills, FIRST, PaperTrial, SECOND } from "./testing/paper-trial.ts";

const sizes = (short: number, long: number) => credit({ short: { bidSize: short }, long: { askSize: long } });
const filled = (trial: PaperTrial, quoteOf = sizes(5, 50)): readonly (readonly [string, number])[] =>
  fills(trial.after(250).look(quoteOf)).map(({ orderId, quantity }) => [orderId, quantity]);

describe("displayed size", () => {
  it("bounds a fill by the smallest leg", () => {
    const trial = new PaperTrial();
    trial.place({ quantity: 10 });

    expect(filled(trial, sizes(7, 4))).toEqual([[FIRST, 4]]);
  });

  it("counts packages by what a leg needs of it", () => {
    const trial = new PaperTrial();
    trial.place({ quantity: 10, legs: [aLeg(660, "P", -1), aLeg(655, "P", 2)], limit: usdE4(50_000) });

    expect(filled(trial, sizes(50, 5))).toEqual([[FIRST, 2]]);
    trial.place({ quantity: 3, orderId: SECOND });
    expect(filled(trial, sizes(50, 5))).toEqual([[SECOND, 1]]);
  });

  it("of nothing fills nothing", () => {
    const trial = new PaperTrial();
    trial.place();

    expect(filled(trial, sizes(0, 50))).toEqual([]);
  });

  it("once taken does not come back with the same quote", () => {
    const trial = new PaperTrial();
    trial.place({ quantity: 8 });

    expect(filled(trial)).toEqual([[FIRST, 5]]);
    expect(filled(trial)).toEqual([]);
  });

  it("does not come back because the same quote is stamped anew", () => {
    const trial = new PaperTrial();
    trial.place({ quantity: 8 });
    filled(trial);
    const stamp = { at: minute(61) };

    expect(filled(trial, credit({ short: { bidSize: 5, ...stamp }, long: stamp }))).toEqual([]);
  });

  it.each([
    ["another size", { bidSize: 4 }, [[FIRST, 3]]],
    ["another price", { bidSize: 5, bid: usdE4(9_200) }, [[FIRST, 3]]],
    ["only another ask", { bidSize: 5, ask: usdE4(9_400), askSize: 7 }, []],
  ] as const)("comes back with the side's own change: %s", (_, short, expected) => {
    const trial = new PaperTrial();
    trial.place({ quantity: 8 });
    filled(trial);

    expect(filled(trial, credit({ short, long: { askSize: 49 } }))).toEqual(expected);
  });

  it("is shared between orders, the oldest first", () => {
    const trial = new PaperTrial();
    trial.place({ quantity: 3 });
    trial.place({ quantity: 3, orderId: SECOND });

    expect(filled(trial)).toEqual([
      [FIRST, 3],
      [SECOND, 2],
    ]);
  });

  it("taken by one order is not there for a later one", () => {
    const trial = new PaperTrial();
    trial.place({ quantity: 5 });
    filled(trial);
    trial.place({ quantity: 1, orderId: SECOND });

    expect(filled(trial)).toEqual([]);
  });

  it("goes to the next order when the limit of the first is not reached", () => {
    const trial = new PaperTrial();
    trial.place({ limit: usdE4(-6_100) });
    trial.place({ orderId: SECOND });

    expect(filled(trial)).toEqual([[SECOND, 1]]);
  });

  it("numbers the executions of an order", () => {
    const trial = new PaperTrial();
    trial.place({ quantity: 8 });
    const both = [trial.after(250).look(sizes(5, 50)), trial.after(1).look(sizes(3, 50))].flatMap(fills);

    expect(both.map(({ executionId }) => executionId)).toEqual([`${FIRST}.0`, `${FIRST}.1`]);
  });
});
