import { InvariantError } from "@smart0dte/domain";
import { minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { credit, fills, FIRST, kinds, PaperTrial } from "./testing/paper-trial.ts";

/** An order for a credit of 0.70, which the market does not give. */
const working = (): PaperTrial => {
  const trial = new PaperTrial();
  trial.place({ limit: -7_000 as never });
  trial.after(250).look();
  return trial;
};

describe("another limit for an order", () => {
  it("is in force 250 ms later, and is told before what it fills", () => {
    const trial = working();
    expect(trial.replace(-6_000)).toEqual([]);
    expect(trial.after(249).look()).toEqual([]);

    expect(trial.after(1).look()).toMatchObject([
      { kind: "replaced", orderId: FIRST, limit: -6_000 },
      { kind: "fill", orderId: FIRST, price: -6_000 },
    ]);
  });

  it("leaves what has filled filled: the rest works at it", () => {
    const trial = new PaperTrial();
    trial.place({ quantity: 3 });
    expect(fills(trial.after(250).look(credit({ short: { bidSize: 1 } })))).toMatchObject([{ quantity: 1 }]);
    trial.replace(-6_200);
    expect(kinds(trial.after(250).look(credit({ short: { bidSize: 9 } })))).toEqual(["replaced"]);
    trial.replace(-6_000);

    expect(fills(trial.after(250).look(credit({ short: { bidSize: 9 } })))).toMatchObject([{ quantity: 2 }]);
  });

  it("never fills on the input that asked for it", () => {
    const trial = working();
    trial.replace(-6_000);

    expect(trial.after(1_000).lookAgain()).toEqual([]);
  });

  it("is refused while another is under way or its cancel is, and the first stands", () => {
    const trial = working();
    trial.replace(-6_500);
    expect(trial.replace(-6_000)).toMatchObject([
      { kind: "replaceRefused", why: "another change of it is under way" },
    ]);
    trial.cancel();
    expect(trial.replace(-6_000)).toMatchObject([
      { kind: "replaceRefused", why: "its cancel was asked for" },
    ]);

    expect(kinds(trial.after(250).look())).toEqual(["cancelled"]);
  });

  it("of an order that is over is answered by what was told of its end", () => {
    const trial = new PaperTrial();
    trial.place();
    trial.after(250).look();

    expect(trial.replace(-5_000)).toEqual([]);
    expect(trial.after(250).look()).toEqual([]);
  });

  it("of an order that nobody placed is a bug", () => {
    expect(() => new PaperTrial().replace(-5_000)).toThrow(InvariantError);
  });

  it("on a minute source waits for a quote that is later than it", () => {
    const trial = new PaperTrial({ minuteSource: true });
    trial.place({ limit: -7_000 as never });
    const next = { at: minute(61) };
    trial.at(61).look(credit({ short: next, long: next }));
    trial.at(61.1).replace(-6_000);

    expect(kinds(trial.at(61.5).look(credit({ short: next, long: next })))).toEqual(["replaced"]);
    const later = { at: minute(62) };
    expect(fills(trial.at(62).look(credit({ short: later, long: later })))).toHaveLength(1);
  });
});
