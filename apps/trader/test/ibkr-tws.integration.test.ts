import { epochMicros, orderId, repairId, type Leg } from "@smart0dte/domain";
import { openExchange, type Exchange } from "@smart0dte/simulator/exchange";
import { openTwsDoor, type TwsDoor, type TwsFault } from "@smart0dte/simulator/tws-door";
import { describe, it, type TestContext } from "vitest";
import { aPutVertical, IbkrDesk, SESSION } from "./ibkr-desk.ts";

/** A desk that is ready, its TWS and the market, which stands. */
class Scene {
  readonly exchange: Exchange;
  readonly door: TwsDoor;
  readonly legs: readonly Leg[];
  desk: IbkrDesk;
  #highest = 0;

  readonly #expect: TestContext["expect"];

  private constructor({ expect }: TestContext, exchange: Exchange, door: TwsDoor) {
    this.#expect = expect;
    this.exchange = exchange;
    this.door = door;
    this.legs = aPutVertical(exchange);
    this.desk = this.anotherDesk();
  }

  static async open(test: TestContext): Promise<Scene> {
    const exchange = openExchange({
      seed: 7,
      session: SESSION,
      market: "null",
      speed: 5,
      startAt: epochMicros(SESSION.open + 120_000_000),
      paused: true,
    });
    const door = await openTwsDoor({ exchange, account: "DU1234567", port: 0, log: () => undefined });
    const scene = new Scene(test, exchange, door);
    test.onTestFinished(async () => {
      scene.desk.broker.stop();
      exchange.close();
      await door.close();
    });
    scene.desk.broker.start();
    await scene.isReady();
    return scene;
  }

  anotherDesk(): IbkrDesk {
    return new IbkrDesk(this.exchange, this.door, {
      highest: () => this.#highest,
      raise: (to) => {
        this.#highest = Math.max(this.#highest, to);
      },
    });
  }

  async isReady(): Promise<void> {
    await this.#expect
      .poll(() => [this.desk.session, this.desk.broker.view().isReconciled], PATIENT)
      .toEqual(["ready", true]);
  }

  async becomes(n: number, state: string): Promise<void> {
    await this.#expect.poll(() => this.desk.order(n).state, PATIENT).toBe(state);
  }

  ticketOf(orderRef: string): unknown {
    return this.door.snapshot().orders.find(({ ticket }) => ticket.orderRef === orderRef)?.ticket;
  }

  fault(it: TwsFault): void {
    this.#expect(this.door.fault(it)).toMatchObject({ ok: true });
  }

  /** The desk's contracts, cash and executions are the broker's, and each order was taken once. */
  async agree(): Promise<void> {
    await this.isReady();
    const { positions, executions, orders } = this.door.snapshot();
    const held = positions.filter(({ quantity }) => quantity !== 0).map(({ quantity }) => quantity);
    const ours = this.desk.state.positions.flatMap(({ legs: own, quantity }) =>
      own.map(({ ratio }) => ratio * quantity),
    );
    this.#expect([...ours].filter((count) => count !== 0).sort()).toEqual([...held].sort());

    const traded = executions.filter(({ commission }) => commission !== null);
    const cash = traded.reduce(
      (sum, { action, shares, price, commission }) =>
        sum + (action === "BUY" ? -1 : 1) * shares * price * 100 - (commission?.fees ?? 0),
      0,
    );
    const booked = this.desk.state.positions.reduce((sum, { cash: own, fees }) => sum + own - fees, 0);
    this.#expect(booked).toBe(cash);

    const names = orders.map(({ ticket }) => ticket.orderRef);
    this.#expect(new Set(names).size).toBe(names.length);
  }
}

const PATIENT = { timeout: 30_000 };
const GENEROUS = { quantity: 2, limit: 5 };
/** Wants more credit than the width gives. */
const STINGY = { quantity: 2, limit: -1.9 };

// what they wait for is time that passes for all of them
describe.concurrent("the simulated TWS", () => {
  it("keeps a stop under a short leg, and has let go of it before the close of the package comes", async (test) => {
    const { expect } = test;
    const scene = await Scene.open(test);
    scene.desk.set({ restingStopReach: 10 });
    scene.desk.place(1, scene.legs, { quantity: 2, limit: -0.01 });
    scene.exchange.resume();
    await expect.poll(() => scene.desk.stop(1)?.state, PATIENT).toBe("acknowledged");
    expect(scene.ticketOf("o-1-0-s1")).toMatchObject({ orderType: "STP LMT", action: "BUY", quantity: 2 });
    await scene.agree();

    scene.desk.close(1, 2);
    expect(scene.desk.order(2).state).toBe("approved");
    await scene.becomes(2, "filled");
    expect(scene.desk.stop(1)?.state).toBe("cancelled");
    const sent = scene.desk.events.findIndex(({ kind, orderId: of }) => kind === "sent" && of === "o-2-0");
    const gone = scene.desk.events.findIndex(({ kind }) => kind === "cancelled");
    expect(gone).toBeLessThan(sent);
    await scene.agree();
  });

  it("that triggers a stop closes the leg, what it leaves is sold, and the books agree", async (test) => {
    const { expect } = test;
    const scene = await Scene.open(test);
    // in the money: its price is beyond the trigger from the start, and not beyond the limit
    const legs = aPutVertical(scene.exchange, 1);
    scene.desk.set({ restingStopReach: 1 });
    scene.desk.place(1, legs, { quantity: 2, limit: -0.01 });
    scene.exchange.resume();
    await expect.poll(() => scene.desk.stop(1)?.state, PATIENT).toBe("filled");
    await expect
      .poll(() => {
        scene.desk.tick();
        return scene.desk.state.positions.map(({ closedAt }) => closedAt !== null);
      }, PATIENT)
      .toEqual([true]);
    await scene.agree();
  });

  it("that fills half a package sees the other half repaired by an order of one leg, and the books agree", async (test) => {
    const { expect } = test;
    const scene = await Scene.open(test);
    scene.fault({ kind: "halfPackage", times: 1 });
    scene.desk.place(1, scene.legs, GENEROUS);
    scene.exchange.resume();
    setTimeout(
      () =>
        console.log(
          JSON.stringify(scene.desk.events),
          JSON.stringify(scene.desk.notices.slice(-12)),
          JSON.stringify(scene.desk.broker.view().session),
        ),
      15000,
    );
    await expect.poll(() => scene.desk.state.strandings, PATIENT).toHaveLength(1);
    await expect.poll(() => scene.desk.stranding(1).state, PATIENT).toBe("resolved");

    const repair = scene.desk.state.orders.find(({ id }) => id === repairId(orderId(1, 0), 1));
    expect(repair).toMatchObject({ reason: "orphan", state: "filled", legs: [{ ratio: 1 }] });
    expect(scene.desk.state.positions).toMatchObject([{ quantity: 0, residual: [], openCost: 0 }]);
    await scene.agree();
    expect(scene.desk.broker.view().unjoined).toEqual([]);
  });

  it("takes a package, fills it, and the desk's book is the broker's to the cent", async (test) => {
    const { expect } = test;
    const scene = await Scene.open(test);
    scene.desk.place(1, scene.legs, GENEROUS);
    scene.exchange.resume();
    await scene.becomes(1, "filled");

    expect(scene.desk.events.map(({ kind }) => kind).filter((kind) => kind === "sent")).toHaveLength(1);
    await scene.agree();
    scene.desk.broker.resynchronise("a test");
    await scene.agree();
    expect(scene.desk.broker.view().differences).toEqual([]);
  });

  it("lets a working package walk to the market: one order, one number, filled at a limit that it did not begin with", async (test) => {
    const { expect } = test;
    const scene = await Scene.open(test);
    scene.desk.place(1, scene.legs, STINGY);
    await scene.becomes(1, "working");
    scene.desk.replace(1, -1.5);
    await expect.poll(() => scene.desk.order(1), PATIENT).toMatchObject({ limit: -15_000, asked: null });
    expect(scene.door.snapshot().orders).toMatchObject([{ status: "Submitted", ticket: { limit: -15_000 } }]);

    scene.desk.replace(1, 5);
    scene.exchange.resume();
    await scene.becomes(1, "filled");
    expect(scene.door.snapshot().orders).toHaveLength(1);
    await scene.agree();
  });

  it("cancels a working package when it is asked", async (test) => {
    const { expect } = test;
    const scene = await Scene.open(test);
    scene.desk.place(1, scene.legs, STINGY);
    await scene.becomes(1, "working");
    scene.desk.cancel(1);
    await scene.becomes(1, "cancelled");

    expect(scene.door.snapshot().orders).toMatchObject([
      { status: "Cancelled", ticket: { orderRef: orderId(1, 0) } },
    ]);
    await scene.agree();
  });

  it.for<TwsFault>([
    { kind: "drop", at: "afterSend" },
    { kind: "drop", at: "beforeSend" },
    { kind: "lostAck", times: 1 },
    { kind: "rejectAfterPartial", times: 1 },
    { kind: "malformedReject", times: 1 },
    { kind: "duplicate", seconds: 20 },
    { kind: "reorder", seconds: 20 },
    { kind: "outage", seconds: 2, data: "kept", when: "midCombo" },
    { kind: "outage", seconds: 2, data: "lost", when: "midCombo" },
    { kind: "freeze", seconds: 3 },
  ])("with $kind leaves no order doubled, no fill lost and no position unknown", async (it, test) => {
    const { expect } = test;
    const scene = await Scene.open(test);
    scene.fault(it);
    scene.desk.place(1, scene.legs, GENEROUS);
    scene.exchange.resume();
    await expect
      .poll(() => ["filled", "rejected", "cancelled"].includes(scene.desk.order(1).state), PATIENT)
      .toBe(true);
    await scene.agree();
  });

  it("that fills after its cancel was asked is booked", async (test) => {
    const scene = await Scene.open(test);
    scene.desk.place(1, scene.legs, GENEROUS);
    await scene.becomes(1, "working");
    scene.fault({ kind: "fillAfterCancel", times: 1 });
    scene.desk.cancel(1);
    scene.exchange.resume();
    await scene.becomes(1, "filled");

    await scene.agree();
  });

  it("that rolls its order ids back sees none used again", async (test) => {
    const { expect } = test;
    const scene = await Scene.open(test);
    scene.desk.place(1, scene.legs, STINGY);
    await scene.becomes(1, "working");
    scene.fault({ kind: "idsBack", times: 1 });
    scene.fault({ kind: "drop", at: "now" });
    await expect.poll(() => scene.desk.session).not.toBe("ready");
    await scene.isReady();
    scene.desk.place(2, aPutVertical(scene.exchange, 4), STINGY);
    await scene.becomes(2, "working");

    const numbers = scene.door.snapshot().orders.map((order) => order.orderId);
    expect(new Set(numbers).size).toBe(2);
    await scene.agree();
  });

  it("keeps its orders through the death of the desk, which knows them again", async (test) => {
    const { expect } = test;
    const scene = await Scene.open(test);
    scene.desk.place(1, scene.legs, STINGY);
    await scene.becomes(1, "working");
    const { state } = scene.desk;
    scene.desk.broker.stop();

    scene.desk = scene.anotherDesk();
    scene.desk.state = state;
    scene.desk.broker.start();
    await scene.isReady();
    scene.desk.cancel(1);
    await scene.becomes(1, "cancelled");

    expect(scene.door.snapshot().orders).toHaveLength(1);
  });

  it("shows positions closed by hand, and nothing opens after them", async (test) => {
    const { expect } = test;
    const scene = await Scene.open(test);
    scene.desk.place(1, scene.legs, GENEROUS);
    scene.exchange.resume();
    await scene.becomes(1, "filled");
    scene.fault({ kind: "closeByHand" });

    await expect
      .poll(() => scene.desk.broker.view().differences.map(({ kind }) => kind))
      .toEqual(["positionByHand", "positionByHand"]);
    scene.desk.place(2, scene.legs, GENEROUS);
    expect(scene.desk.order(2).state).toBe("rejected");
  });
});
