import { describe, expect, it } from "vitest";
import { anOrderRow } from "../testing/spoken-tws.ts";
import type { OpenTwsCodec } from "../words/tws-codec.ts";
import type { OrderRow, TwsHeard } from "../words/tws-heard.ts";
import type { TwsSay } from "../words/tws-say.ts";
import { cancelEverything, type GlobalCancelOutcome } from "./global-cancel.ts";

/** A broker that answers at once, its clock moved by every tick. */
class AskedBroker {
  orders: readonly OrderRow[] = [];
  readonly clientIds: number[] = [];
  readonly said: TwsSay["say"][] = [];
  readonly taken = new Set<number>();
  closed = 0;
  /** What a global cancel does. */
  onCancel: () => void = () => {
    this.orders = [];
  };
  greets = true;
  #now = 0;
  #ticks = new Set<() => void>();

  readonly open: OpenTwsCodec = ({ clientId }, hear) => {
    this.clientIds.push(clientId);
    if (this.taken.has(clientId))
      hear({ hear: "notice", code: 326, text: "client id is in use", about: null });
    else if (this.greets) hear({ hear: "nextValidId", orderNumber: 1 });
    return {
      say: ({ say }) => {
        this.said.push(say);
        if (say === "globalCancel") this.onCancel();
        if (say === "allOpenOrders") this.#list(hear);
      },
      close: () => (this.closed += 1),
    };
  };

  cancel(withinMs = 5_000): Promise<GlobalCancelOutcome> {
    const outcome = cancelEverything({
      address: { host: "127.0.0.1", port: 7497, clientId: 90 },
      withinMs,
      openCodec: this.open,
      surroundings: {
        monotonic: () => this.#now,
        every: (_, work) => {
          this.#ticks.add(work);
          return () => this.#ticks.delete(work);
        },
        later: (work) => queueMicrotask(work),
      },
    });
    return outcome;
  }

  /** So much time passes, and everything that is due is done. */
  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 250) {
      await new Promise((resolve) => setImmediate(resolve));
      this.#now += 250;
      for (const tick of [...this.#ticks]) tick();
    }
    await new Promise((resolve) => setImmediate(resolve));
  }

  #list(hear: (heard: TwsHeard) => void): void {
    for (const row of this.orders) hear({ hear: "openOrder", row });
    hear({ hear: "openOrdersEnd" });
  }
}

const working = (permId: number): OrderRow => anOrderRow({ permId, status: "Submitted" });

describe("a global cancel", () => {
  it("is done when the broker shows nothing that could fill, not when it was said", async () => {
    const broker = new AskedBroker();
    broker.orders = [working(1), working(2), anOrderRow({ permId: 3, status: "Filled" })];
    broker.onCancel = () => {
      broker.orders = [working(2)];
    };
    const outcome = broker.cancel();
    await broker.pass(1_000);
    expect(broker.said).toContain("globalCancel");
    expect(broker.closed).toBe(0);
    broker.orders = [anOrderRow({ permId: 2, status: "Cancelled" })];
    await broker.pass(500);

    expect(await outcome).toEqual({ kind: "cancelled", orders: 2 });
    expect(broker.closed).toBe(1);
  });

  it("names what could still fill when time is up", async () => {
    const broker = new AskedBroker();
    broker.orders = [working(1)];
    broker.onCancel = () => {};
    const outcome = broker.cancel(2_000);
    await broker.pass(3_000);

    expect(await outcome).toMatchObject({ kind: "stillWorking", left: [{ permId: 1 }] });
  });

  it("takes another client id where its own is in use, and gives up after eight", async () => {
    const broker = new AskedBroker();
    broker.taken.add(90);
    const outcome = broker.cancel();
    await broker.pass(1_000);
    expect(await outcome).toEqual({ kind: "cancelled", orders: 0 });
    expect(broker.clientIds).toEqual([90, 91]);

    for (let id = 90; id < 98; id += 1) broker.taken.add(id);
    const refused = broker.cancel();
    await broker.pass(1_000);
    expect(await refused).toEqual({ kind: "notSaid", why: "client ids 90 to 97 are all in use" });
  });

  it("was not said where nobody greets it", async () => {
    const broker = new AskedBroker();
    broker.greets = false;
    const outcome = broker.cancel(1_000);
    await broker.pass(2_000);

    expect(await outcome).toEqual({ kind: "notSaid", why: "the broker did not answer in time" });
    expect(broker.said).toEqual([]);
  });
});
