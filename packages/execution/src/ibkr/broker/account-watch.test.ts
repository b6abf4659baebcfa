import { usdE4 } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { BrokerTrial } from "../testing/broker-trial.ts";

const EXCESS = { key: "PostExpirationExcess", value: "100000.00", currency: "USD" };
const LESS = { ...EXCESS, value: "250.00" };

/** The standing subscriptions: the snapshot's own comes before. */
function subscriptionsOf(trial: BrokerTrial): { readonly values: number; readonly profit: number } {
  const values = trial.tws.sayings("accountValues").at(-1)?.requestId;
  const profit = trial.tws.sayings("profit").at(-1)?.requestId;
  if (values === undefined || profit === undefined) throw new Error("nothing was subscribed");
  return { values, profit };
}

describe("the account between two comparisons", () => {
  it("is what the snapshot said, and what changes afterwards, with its time", () => {
    const trial = new BrokerTrial().ready();
    const first = trial.broker.view().accountValues;
    expect(first?.rows).toEqual([EXCESS]);
    trial.pass(1_000);
    const margin = { ...EXCESS, key: "PostExpirationMargin", value: "7.00" };
    const requestId = subscriptionsOf(trial).values;
    trial.tws.tell(
      { hear: "accountValue", requestId, row: LESS },
      { hear: "accountValue", requestId, row: margin },
    );

    const then = trial.broker.view().accountValues;
    expect(then?.rows).toEqual([LESS, margin]);
    expect(then?.at).toBeGreaterThan(first?.at ?? Number.NaN);
  });

  it("is subscribed once for a connection, however often books are compared", () => {
    const trial = new BrokerTrial().ready();
    const { values } = subscriptionsOf(trial);
    trial.broker.resynchronise("a person wants it");
    trial.pass(500);

    expect(trial.state).toBe("ready");
    expect(trial.tws.sayings("profit")).toHaveLength(1);
    expect(trial.tws.sayings("cancelAccountValues").map(({ requestId }) => requestId)).not.toContain(values);
  });

  it("is subscribed again where the broker has forgotten it, under new ids", () => {
    const trial = new BrokerTrial().ready();
    const before = subscriptionsOf(trial);
    trial.tws.tell({ hear: "notice", code: 1101, text: "restored, data lost", about: null });
    trial.pass(500);

    expect(trial.tws.sayings("cancelProfit")).toEqual([{ say: "cancelProfit", requestId: before.profit }]);
    expect(subscriptionsOf(trial).profit).not.toBe(before.profit);
  });

  it("keeps what was said last over a lost connection, and subscribes on the next", () => {
    const trial = new BrokerTrial().ready();
    trial.tws.tell({ hear: "closed", why: "reset by peer" });
    expect(trial.broker.view().accountValues?.rows).toEqual([EXCESS]);
    trial.pass(1_000);
    trial.tws.greet(2);
    trial.pass(500);

    expect(trial.tws.sayings("profit")).toHaveLength(1);
  });
});

describe("the broker's count of the day", () => {
  it("is its newest word, and nobody else's answer", () => {
    const trial = new BrokerTrial().ready();
    expect(trial.broker.view().profit).toBeNull();
    const requestId = subscriptionsOf(trial).profit;
    const told = { daily: usdE4(120_000), unrealised: usdE4(20_000), realised: null };
    trial.tws.tell(
      { hear: "profit", requestId, ...told },
      { hear: "profit", requestId: requestId + 7, ...told, daily: usdE4(1) },
    );

    expect(trial.broker.view().profit).toMatchObject(told);
    expect(trial.state).toBe("ready");
  });
});
