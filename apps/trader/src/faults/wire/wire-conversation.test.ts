import {
  encodeMessage,
  encodeRequest,
  frameBytes,
  offerBytes,
  type ClientRequestName,
  type ServerMessageName,
  type StrictRecord,
} from "@smart0dte/simulator/tws-strict";
import { expect, it } from "vitest";
import { WireConversation, type WireOrder } from "./wire-conversation.ts";

const VERSION = 193;

class Trial {
  readonly orders: WireOrder[] = [];
  executions = 0;
  lets = true;
  readonly wire = new WireConversation(3, {
    onOrder: (order) => {
      this.orders.push(order);
      return this.lets;
    },
    onExecution: () => (this.executions += 1),
  });

  greet(): void {
    // cut where a socket may cut it
    const hello = offerBytes({ lowest: 177, highest: VERSION, connectOptions: "" });
    this.wire.fromClient(hello.subarray(0, 2));
    this.wire.fromClient(hello.subarray(2));
    this.wire.fromGateway(frameBytes([String(VERSION), "now"]));
  }

  asks(name: ClientRequestName, values: StrictRecord): boolean {
    return this.wire.fromClient(frameBytes(encodeRequest(name, values, VERSION)));
  }

  says(name: ServerMessageName, values: StrictRecord): void {
    this.wire.fromGateway(frameBytes(encodeMessage(name, values, VERSION)));
  }
}

const anError = (errorCode: number): StrictRecord => ({ id: -1, errorCode, errorString: "so it is" });

it("an order is told with what had been answered on its connection, and goes where it is let", () => {
  const trial = new Trial();
  trial.greet();
  trial.says("openOrderEnd", {});
  trial.says("positionEnd", {});
  expect(trial.asks("placeOrder", { orderId: 7, orderRef: "o-1-0@abc" })).toBe(true);
  trial.lets = false;
  expect(trial.asks("placeOrder", { orderId: 8, orderRef: "o-2-0@abc" })).toBe(false);

  expect(trial.orders).toMatchObject([
    { orderRef: "o-1-0@abc", number: 7, connection: 3, answered: ["openOrderEnd", "positionEnd"] },
    { orderRef: "o-2-0@abc", number: 8 },
  ]);
});

it("what was answered before the gateway lost the broker counts no more", () => {
  const trial = new Trial();
  expect(trial.wire.seesBroker).toBe(false);
  trial.greet();
  trial.says("openOrderEnd", {});
  trial.says("error", anError(1100));
  expect(trial.wire.seesBroker).toBe(false);
  trial.says("error", anError(1102));
  expect(trial.wire.seesBroker).toBe(true);
  trial.asks("placeOrder", { orderId: 7, orderRef: "o-1-0@abc" });

  expect(trial.orders[0]?.answered).toEqual([]);
});

it("a question about the margin is no order", () => {
  const trial = new Trial();
  trial.greet();
  trial.lets = false;
  expect(trial.asks("placeOrder", { orderId: 7, orderRef: "what-if", whatIf: true })).toBe(true);

  expect(trial.orders).toEqual([]);
});
