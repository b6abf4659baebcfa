import {
  formatCompactOsi,
  restingStopId,
  usdE4,
  type BrokerLine,
  type DeskFrame,
  type Order,
  type Orphan,
  type Position,
  type SessionStart,
} from "@smart0dte/domain";
import { aBrokerLine, aLeg, anOrder, aPosition, aSessionStart, minute } from "@smart0dte/domain/testing";
import { beforeEach, describe, expect, it } from "vitest";
import { LATEST } from "../contract/index.ts";
import { DeskMirror } from "./desk-mirror.ts";

let mirror: DeskMirror;

const begin = (over: Partial<SessionStart>) =>
  mirror.apply({ kind: "session", start: aSessionStart(over), speed: 1, planted: false });
const hear = (over: Partial<BrokerLine> = {}) => mirror.apply({ kind: "broker", line: aBrokerLine(over) });
const broker = () => LATEST.broker.parse(mirror.board.latest("broker")).line;

beforeEach(() => {
  mirror = new DeskMirror();
});

describe("the broker on the screen", () => {
  it("is no line where the desk's own paper broker carries out, and not known before a TWS was heard of", () => {
    begin({ broker: "tws" });
    expect(mirror.board.latest("broker")).toBeNull();

    begin({ broker: "paper", run: "another" });
    expect(broker()).toBeNull();
  });

  it("is what the line said, newest notice first, as the contract has it", () => {
    begin({ broker: "tws" });
    hear({
      state: "synchronising",
      heardAt: minute(3),
      waiting: 4,
      notices: [
        { at: minute(1), severity: "info", code: "2104", text: "first" },
        { at: minute(2), severity: "alert", code: "1100", text: "second" },
      ],
    });

    expect(broker()).toMatchObject({
      address: "127.0.0.1:7497",
      simulated: true,
      account: "DU0000000",
      state: "synchronising",
      heardAt: minute(3),
      waiting: 4,
      notices: [{ text: "second" }, { text: "first" }],
    });
  });

  it("shows of the account what counts on an expiry day, exactly, and leaves out what is no money", () => {
    begin({ broker: "tws" });
    hear({
      accountValues: [
        { key: "PostExpirationMargin", value: "30250.25", currency: "USD" },
        { key: "AccountReady", value: "true", currency: "" },
        { key: "BuyingPower", value: "1.7976931348623157E308", currency: "USD" },
        { key: "NetLiquidation", value: "100000.123456", currency: "USD" },
        { key: "InitMarginReq", value: "-0.10", currency: "USD" },
      ],
    });

    expect(broker()?.values).toEqual([
      { key: "NetLiquidation", label: "net liquidation", value: "100000.1235", currency: "USD" },
      { key: "InitMarginReq", label: "initial margin", value: "-0.1000", currency: "USD" },
      { key: "PostExpirationMargin", label: "margin after expiry", value: "30250.2500", currency: "USD" },
    ]);
  });

  it("is forgotten when another run begins", () => {
    begin({ broker: "tws" });
    hear();
    begin({ broker: "tws", run: "another" });

    expect(mirror.board.latest("broker")).toBeNull();
  });

  it("tells what it hears among the events", () => {
    begin({ broker: "tws" });
    hear();
    hear({ state: "refused", why: "no paper account" });

    expect(mirror.board.rows("events").map(({ kind, severity }) => [kind, severity])).toEqual([
      ["broker", "info"],
      ["broker", "danger"],
    ]);
  });
});

describe("the protection of a position", () => {
  const protection = () => {
    const [row] = LATEST.positions.parse(mirror.board.latest("positions")).positions;
    return [row?.protection, row?.unprotected];
  };

  it("is the desk's, whatever happens outside, where it carries out itself", () => {
    begin({ broker: "paper" });
    mirror.apply(bookOf([aPosition()]));

    expect(protection()).toEqual(["DESK", null]);
  });

  it("follows the line to the broker: none before it is heard, while it is lost and while the books differ", () => {
    begin({ broker: "tws" });
    mirror.apply(bookOf([aPosition()]));
    expect(protection()).toEqual(["NONE", "The broker has not been heard of yet: exits wait for it."]);

    hear();
    expect(protection()).toEqual(["DESK", null]);
    hear({ state: "backingOff", why: "ECONNREFUSED", isReconciled: true });
    expect(protection()).toEqual([
      "NONE",
      "No connection to the broker (ECONNREFUSED): exits wait until it is back.",
    ]);
    hear({ state: "ready", isReconciled: false });
    expect(protection()[0]).toBe("NONE");
    // a comparison under way lets an exit wait a moment, and does not refuse it
    hear({ state: "synchronising", isReconciled: true });
    expect(protection()).toEqual(["DESK", null]);
  });
});

describe("a stop that rests at the broker", () => {
  const position = aPosition();
  const leg = aLeg(660, "P", 1);
  const stop = (over: Partial<Order> = {}) =>
    anOrder({
      id: restingStopId(anOrder().id, 1),
      positionId: position.id,
      purpose: "close",
      reason: "restingStop",
      legs: [leg],
      trigger: usdE4(26_900),
      state: "acknowledged",
      ...over,
    });
  const row = () => LATEST.positions.parse(mirror.board.latest("positions")).positions[0];
  const show = (...orders: readonly Order[]) => {
    mirror.apply(bookOf([position], orders));
  };

  it("protects beside the desk once the broker has confirmed it, and alone while exits cannot go out", () => {
    begin({ broker: "tws" });
    hear();
    show(stop({ state: "sent" }));
    expect(row()?.protection).toBe("DESK");
    show(stop());
    expect(row()).toMatchObject({
      protection: "DESK + BROKER STOP",
      brokerStops: [{ symbol: "SPY260313P00660000", quantity: 1, trigger: "2.6900", state: "acknowledged" }],
    });

    hear({ state: "backingOff", why: "ECONNREFUSED" });
    expect(row()).toMatchObject({ protection: "BROKER STOP ONLY" });
    expect(row()?.unprotected).toContain("ECONNREFUSED");
  });

  it.each(["cancelRequested", "unknown", "cancelled", "filled"] as const)(
    "is relied on no more when it is %s",
    (state) => {
      begin({ broker: "tws" });
      hear();
      show(stop({ state }));

      expect(row()?.protection).toBe("DESK");
    },
  );

  it("protects nothing where it covers fewer contracts than are short", () => {
    begin({ broker: "tws" });
    hear();
    show(stop({ quantity: 2, filled: 2 }));

    expect(row()?.protection).toBe("DESK");
  });

  it("is none where this program is the broker itself", () => {
    begin({ broker: "paper" });
    show(stop());

    expect(row()).toMatchObject({ protection: "DESK", brokerStops: [] });
  });
});

describe("legs that traded without their package", () => {
  const [leg] = aPosition().legs;
  if (leg === undefined) throw new Error("a package has legs");
  const held = aPosition({ quantity: 0, opened: 0, residual: [{ leg, quantity: 1 }] });
  const row = () => LATEST.positions.parse(mirror.board.latest("positions")).positions[0];
  const say = (state: Orphan["state"]) => {
    const { id: positionId, ticker, openedAt: since } = held;
    const legs = [{ leg, quantity: 1 }];
    const orphan = { orderId: anOrder().id, positionId, ticker, since, legs, state, why: "no market" };
    mirror.apply({
      kind: "decisions",
      seq: 1,
      decisions: [{ type: "orphanChanged", at: minute(60), orphan }],
    });
    mirror.apply(bookOf([held]));
  };

  it("are a position without an entry, with what is being done about them until it is done", () => {
    begin({ broker: "paper" });
    say("held");

    expect(row()).toMatchObject({
      quantity: 0,
      entry: null,
      residual: [{ symbol: formatCompactOsi(leg.contract), quantity: 1 }],
    });
    expect(row()?.orphan).toMatch(/^ORPHAN LEGS of .*a person must decide: no market\./);

    say("resolved");
    expect(row()?.orphan).toBeNull();
  });
});

function bookOf(positions: readonly Position[], orders: readonly Order[] = []): DeskFrame {
  const nothing = usdE4(0);
  return {
    kind: "book",
    at: minute(60),
    positions,
    marks: [],
    orders,
    day: {
      at: minute(60),
      mid: nothing,
      executable: nothing,
      realised: nothing,
      fees: nothing,
      unmarkable: [],
      how: "quoted",
    },
    halts: [],
    breakers: [],
    parameters: aSessionStart().parameters,
    arming: { kind: "notNeeded" },
  };
}
