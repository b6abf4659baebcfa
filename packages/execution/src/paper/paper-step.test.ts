import { executionId, feesOf, feeTableOn, InvariantError, usdE4 } from "@smart0dte/domain";
import { aLeg, aSession, aSessionStart, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { openPaper } from "./paper-state.ts";
import { paperStep } from "./paper-step.ts";
import { aClose, credit, fills, FIRST, kinds, PaperTrial, SECOND } from "./testing/paper-trial.ts";

const MINUTES = { minuteSource: true };

describe("a placed order", () => {
  it("is sent at once and no more than that", () => {
    expect(kinds(new PaperTrial().place())).toEqual(["sent"]);
  });

  it("is one order however often it is sent", () => {
    const trial = new PaperTrial();
    trial.place();

    expect(trial.place()).toEqual([]);
    expect(fills(trial.after(250).look())).toHaveLength(1);
    expect(trial.place()).toEqual([]);
    expect(trial.after(250).look()).toEqual([]);
  });

  it("is rejected from the close on", () => {
    const trial = new PaperTrial().at(390);

    expect(trial.place()).toMatchObject([
      { kind: "sent" },
      { kind: "rejected", why: "the session has closed" },
    ]);
    expect(trial.after(1000).look()).toEqual([]);
  });

  it("never fills on the input that caused it", () => {
    const trial = new PaperTrial();
    trial.place();

    expect(trial.after(1000).lookAgain()).toEqual([]);
  });

  it("does nothing before 250 ms of desk time", () => {
    const trial = new PaperTrial();
    trial.place();

    expect(trial.after(249).look()).toEqual([]);
    expect(kinds(trial.after(1).look())).toEqual(["acknowledged", "working", "fill"]);
  });

  it("is acknowledged and works without a market, too", () => {
    const trial = new PaperTrial();
    trial.place();
    const dark = credit({ long: { fault: "stale" } });

    expect(kinds(trial.after(250).look(dark))).toEqual(["acknowledged", "working"]);
    expect(trial.after(1).look(dark)).toEqual([]);
  });
});

describe("on a minute source", () => {
  it("the minute that caused an order never fills it, however much later one looks", () => {
    const trial = new PaperTrial(MINUTES);
    trial.place();

    expect(fills(trial.after(500).look())).toEqual([]);
    expect(fills(trial.after(59_500).look())).toEqual([]);
  });

  it("the next minute's quotes fill it", () => {
    const trial = new PaperTrial(MINUTES);
    trial.place();
    const next = { at: minute(61) };

    expect(fills(trial.at(61).look(credit({ short: next, long: next })))).toHaveLength(1);
  });

  it("a leg that has no quote of the next minute keeps it waiting", () => {
    const trial = new PaperTrial(MINUTES);
    trial.place();

    expect(fills(trial.at(61).look(credit({ short: { at: minute(61) } })))).toEqual([]);
  });

  it("a cancel takes effect at the next minute, before its quotes fill", () => {
    const trial = new PaperTrial(MINUTES);
    trial.place();
    trial.cancel();
    const next = { at: minute(61) };

    expect(kinds(trial.at(61).look(credit({ short: next, long: next })))).toEqual(["cancelled"]);
  });
});

describe("a fill", () => {
  it("sells at the bid and buys at the ask, with the day's fees", () => {
    const trial = new PaperTrial();
    trial.place({ quantity: 2 });
    const legs = [
      { instrument: 10_660, quantity: -2, price: usdE4(9_100) },
      { instrument: 10_655, quantity: 2, price: usdE4(3_100) },
    ];

    expect(fills(trial.after(250).look())).toEqual([
      {
        kind: "fill",
        orderId: FIRST,
        executionId: executionId(FIRST, 0),
        at: minute(60) + 250_000,
        quantity: 2,
        legs,
        price: -6_000,
        fees: feesOf(legs, feeTableOn(aSession().date)),
      },
    ]);
  });

  it("waits until the executable price reaches the limit", () => {
    const trial = new PaperTrial();
    trial.place();

    expect(fills(trial.after(250).look(credit({ short: { bid: usdE4(9_000) } })))).toEqual([]);
    expect(fills(trial.after(1).look(credit({ short: { bid: usdE4(9_100) } })))).toHaveLength(1);
  });

  it("takes the better price that the market shows, not the limit", () => {
    const trial = new PaperTrial();
    trial.place();

    expect(fills(trial.after(250).look(credit({ short: { bid: usdE4(9_200) } })))).toMatchObject([
      { price: -6_100 },
    ]);
  });

  it("of a close buys back at the ask and sells at the bid", () => {
    const trial = new PaperTrial();
    trial.place(aClose());

    expect(fills(trial.after(250).look())).toMatchObject([
      { price: 6_400, legs: [{ quantity: 1 }, { quantity: -1 }] },
    ]);
  });

  it.each(["stale", "crossed", "gap", "halted", "bad", "wide", "absent"] as const)(
    "never rests on a quote that is %s",
    (fault) => {
      const trial = new PaperTrial();
      trial.place();
      trial.place(aClose({ orderId: SECOND }));

      expect(fills(trial.after(250).look(credit({ long: { fault } })))).toEqual([]);
    },
  );

  it("of an opening needs both sides of every leg", () => {
    const trial = new PaperTrial();
    trial.place();

    expect(fills(trial.after(250).look(credit({ long: { bid: null, bidSize: 0 } })))).toEqual([]);
    expect(fills(trial.after(1).look(credit({ short: { ask: null, askSize: 0 } })))).toEqual([]);
  });

  it("of a close leaves a long leg behind that nobody bids for, without a fee", () => {
    const trial = new PaperTrial();
    trial.place(aClose());
    const legs = [{ instrument: 10_660, quantity: 1, price: usdE4(9_300) }];

    expect(fills(trial.after(250).look(credit({ long: { bid: null, bidSize: 0 } })))).toMatchObject([
      { price: 9_300, legs, fees: feesOf(legs, feeTableOn(aSession().date)) },
    ]);
  });

  it("of a close does not take a leg without any side for worthless", () => {
    const trial = new PaperTrial();
    trial.place(aClose());
    const dark = { bid: null, ask: null, bidSize: 0, askSize: 0 };

    expect(fills(trial.after(250).look(credit({ long: dark })))).toEqual([]);
  });

  it("of a close needs an ask for every short leg", () => {
    const trial = new PaperTrial();
    trial.place(aClose());

    expect(fills(trial.after(250).look(credit({ short: { ask: null, askSize: 0 } })))).toEqual([]);
  });

  it("of a close does not sell into nothing alone", () => {
    const trial = new PaperTrial();
    trial.place(aClose({ legs: [aLeg(655, "P", -1)] }));

    expect(fills(trial.after(250).look(credit({ long: { bid: null, bidSize: 0 } })))).toEqual([]);
  });
});

describe("an order ends", () => {
  it("after validUntil when it opens, and may fill until then", () => {
    const [late, intime] = [new PaperTrial(), new PaperTrial()];
    late.place();
    intime.place();

    expect(late.at(63).after(0.001).look()).toMatchObject([{ kind: "expired", why: "its time has run out" }]);
    expect(late.look()).toEqual([]);
    expect(fills(intime.at(63).look())).toHaveLength(1);
  });

  it("with what is not filled by then", () => {
    const trial = new PaperTrial();
    trial.place({ quantity: 2 });
    trial.after(250).look(credit({ short: { bidSize: 1 } }));

    expect(kinds(trial.at(64).look())).toEqual(["expired"]);
  });

  it("not at validUntil when it closes", () => {
    const trial = new PaperTrial();
    trial.place(aClose({ validUntil: minute(61) }));

    expect(fills(trial.at(62).look())).toHaveLength(1);
  });

  it("at the close when it closes, not filled by the closing quotes", () => {
    const trial = new PaperTrial();
    trial.place(aClose({ limit: usdE4(100) }));

    expect(kinds(trial.at(389.9).look())).toEqual(["acknowledged", "working"]);
    expect(trial.at(390).look(credit({ short: { ask: usdE4(100) } }))).toMatchObject([
      { kind: "expired", why: "the session has closed" },
    ]);
  });

  it("by a cancel at the first look after the latency", () => {
    const trial = new PaperTrial();
    trial.place({ limit: usdE4(-9_000) });
    trial.after(250).look();
    trial.cancel();

    expect(trial.after(249).look()).toEqual([]);
    expect(trial.after(1).look()).toMatchObject([{ kind: "cancelled", orderId: FIRST }]);
    expect(trial.after(1).look()).toEqual([]);
  });

  it("by a fill that wins the race against its cancel", () => {
    const trial = new PaperTrial();
    trial.place();
    trial.after(100).cancel();

    expect(fills(trial.after(150).look())).toHaveLength(1);
    expect(trial.after(500).look()).toEqual([]);
  });

  it("no later because the cancel is asked for again", () => {
    const trial = new PaperTrial();
    trial.place({ limit: usdE4(-9_000) });
    trial.cancel();
    trial.after(249).cancel();

    expect(kinds(trial.after(1).look())).toEqual(["cancelled"]);
  });

  it("once: a cancel after the end is not answered again", () => {
    const trial = new PaperTrial();
    trial.place();
    trial.after(250).look();

    expect(trial.cancel()).toEqual([]);
    expect(trial.after(250).look()).toEqual([]);
  });

  it("and a cancel of an order that was never placed is a bug", () => {
    expect(() => new PaperTrial().cancel()).toThrow(InvariantError);
  });
});

describe("a look without orders", () => {
  it("makes no object", () => {
    const state = openPaper(aSessionStart());
    const look = { kind: "look", quoteOf: credit() } as const;
    const first = paperStep(state, { ...look, seq: 1, at: minute(1) });

    expect(paperStep(state, { ...look, seq: 2, at: minute(2) })).toBe(first);
    expect(first.state).toBe(state);
  });
});
