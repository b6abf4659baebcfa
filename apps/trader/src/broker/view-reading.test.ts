import { epochMicros, orderId, usdE4, type OptionContract } from "@smart0dte/domain";
import { aLeg } from "@smart0dte/domain/testing";
import type { Difference, IbkrView } from "@smart0dte/execution/ibkr";
import { describe, expect, it } from "vitest";
import { lineOf, linkOf } from "./view-reading.ts";

const BEAT = { heardAt: 0, askedAt: null };
const READY: IbkrView = {
  session: { state: "ready", since: 0, beat: BEAT },
  account: "DU1234567",
  accountKind: "paper",
  serverVersion: 193,
  reset: null,
  isReconciled: true,
  differences: [],
  waiting: 0,
  accountValues: null,
  profit: null,
  quotes: [],
  quotesBeyondBudget: 0,
  unjoined: [],
};
const BY_HAND: Difference = {
  kind: "positionByHand",
  halts: true,
  contract: "SPY260313P00660000",
  desk: -1,
  broker: 0,
  note: "e.1 1",
};
const SHOWN: Difference = { kind: "foreignOrder", halts: false, note: "of client 3" };
const ORPHAN: Difference = {
  kind: "orphanLegs",
  orderId: orderId(5, 0),
  halts: true,
  contract: "SPY260313P00660000",
  quantity: -1,
  note: "",
};
const TARGET = { host: "127.0.0.1", port: 4002, account: "DU1234567", clientId: 1, isSimulator: true };
const QUOTES = { pairs: [], beyondBudget: 0 };
const MOMENTS = { since: epochMicros(1), until: null, heardAt: epochMicros(2) };

describe("openings may go", () => {
  it.each<readonly [string, IbkrView, string, string]>([
    ["when the session is ready and the books agree", READY, "ready", ""],
    [
      "not while the books are compared",
      {
        ...READY,
        session: { state: "synchronising", since: 0, link: "up", beat: BEAT, retryAt: null, again: false },
      },
      "notReconciled",
      "compared",
    ],
    [
      "not where only a person can put a difference right, which is named once",
      { ...READY, isReconciled: false, differences: [BY_HAND, BY_HAND, SHOWN, ORPHAN] },
      "notReconciled",
      "positionByHand, orphanLegs",
    ],
    [
      "not before there is a connection",
      { ...READY, session: { state: "disconnected" } },
      "notReady",
      "not conn",
    ],
    [
      "not without one, whose end is told",
      { ...READY, session: { state: "backingOff", since: 0, until: 9, attempt: 1, why: "reset by peer" } },
      "notReady",
      "reset by peer",
    ],
    [
      "not while the connection may be dead",
      { ...READY, session: { state: "halfOpen", since: 0, link: "up" } },
      "notReady",
      "halfOpen",
    ],
    [
      "not where the broker said no",
      { ...READY, session: { state: "refused", since: 0, until: null, code: 326, why: "326: id in use" } },
      "notReady",
      "326: id in use",
    ],
  ])("%s", (_, view, state, why) => {
    expect(linkOf(view)).toEqual({ state, why: expect.stringContaining(why) });
  });

  it("tells both steps of connecting as one: nothing new follows for whoever wants to open", () => {
    const connecting = { ...READY, session: { state: "connecting", since: 0, attempt: 1 } } as const;
    const handshaking = {
      ...READY,
      session: { state: "handshaking", since: 0, attempt: 1, isAccountGood: false, hasId: false },
    } as const;

    expect(linkOf(connecting)).toEqual(linkOf(handshaking));
  });
});

describe("the line to the broker", () => {
  it("names address, account, state and when it began", () => {
    expect(
      lineOf(READY, {
        target: TARGET,
        moments: MOMENTS,
        profit: null,
        quotes: QUOTES,
        margins: [],
        notices: [],
      }),
    ).toMatchObject({
      address: "127.0.0.1:4002",
      isSimulator: true,
      account: "DU1234567",
      accountKind: "paper",
      serverVersion: 193,
      state: "ready",
      since: 1,
      heardAt: 2,
      why: null,
    });
  });

  it("tells differences with what both hold, and legs alone as the broker has them", () => {
    const contract: OptionContract = aLeg(660, "P", -1).contract;
    const view: IbkrView = {
      ...READY,
      differences: [BY_HAND, SHOWN, ORPHAN],
      unjoined: [{ orderId: orderId(5, 0), leg: { instrument: 1, contract, ratio: -1 }, quantity: -1 }],
      accountValues: {
        at: epochMicros(3),
        rows: [{ key: "NetLiquidation", value: String(usdE4(1)), currency: "USD" }],
      },
    };
    const { differences, orphans, accountValues, accountAt } = lineOf(view, {
      target: TARGET,
      moments: MOMENTS,
      profit: null,
      quotes: QUOTES,
      margins: [],
      notices: [],
    });

    expect(
      differences.map(({ kind, orderId: id, contract: of, desk, broker }) => [kind, id, of, desk, broker]),
    ).toEqual([
      ["positionByHand", null, "SPY260313P00660000", -1, 0],
      ["foreignOrder", null, null, null, null],
      ["orphanLegs", "o-5-0", "SPY260313P00660000", null, -1],
    ]);
    expect(orphans).toEqual([{ orderId: "o-5-0", contract: "SPY260313P00660000", quantity: -1 }]);
    expect([accountValues?.length, accountAt]).toEqual([1, 3]);
  });

  it("says why it waits: the name of a reset, or what ended the connection", () => {
    const at = (session: IbkrView["session"]) =>
      lineOf(
        { ...READY, session },
        { target: TARGET, moments: MOMENTS, profit: null, quotes: QUOTES, margins: [], notices: [] },
      ).why;

    expect(at({ state: "nightlyReset", since: 0, until: 1, name: "nightly reset" })).toBe("nightly reset");
    expect(at({ state: "backingOff", since: 0, until: 1, attempt: 1, why: "closed" })).toBe("closed");
  });
});
