import {
  numberIn,
  textIn,
  type RawTwsClient,
  type StrictMessage,
  type StrictRecord,
} from "@smart0dte/simulator/tws-strict";
import { expect } from "vitest";

export const ACCOUNT = "DU1234567";

/** A strict client with an account, two neighbouring calls of SPY, and the waits a session needs. */
export class TwsTrader {
  readonly client: RawTwsClient;
  /** The next order's. */
  orderId = 0;
  /** Today's, and SPY's contract id. */
  expiry = "";
  spy = 0;
  calls: readonly number[] = [];
  #reqId = 1_000;

  constructor(client: RawTwsClient) {
    this.client = client;
  }

  next(): number {
    this.#reqId += 1;
    return this.#reqId;
  }

  watch(contract: StrictRecord, snapshot = false): number {
    const reqId = this.next();
    this.client.send("reqMktData", { reqId, ...contract, snapshot });
    return reqId;
  }

  /** Two neighbouring calls above the market. */
  async chooseCalls(strikes: readonly number[]): Promise<void> {
    const reqId = this.watch({ conId: this.spy, secType: "STK", exchange: "SMART" });
    const spot = numberIn((await this.tick(reqId, 2)).values, "price");
    const above = strikes.filter((strike) => strike > spot).toSorted((one, other) => one - other);
    const calls: number[] = [];
    for (const strike of above.slice(0, 2)) {
      const [details] = await this.details({
        symbol: "SPY",
        secType: "OPT",
        lastTradeDateOrContractMonth: this.expiry,
        strike,
        right: "C",
        exchange: "SMART",
        currency: "USD",
      });
      calls.push(numberIn(details?.values ?? {}, "conId"));
      const [rule = ""] = textIn(details?.values ?? {}, "marketRuleIds").split(",");
      this.client.send("reqMarketRule", { marketRuleId: Number(rule) });
      await this.client.waitFor(
        ({ name, values }) => name === "marketRule" && values["marketRuleId"] === Number(rule),
      );
    }
    this.calls = calls;
  }

  async details(contract: StrictRecord): Promise<readonly StrictMessage[]> {
    const reqId = this.next();
    this.client.send("reqContractDetails", { reqId, ...contract });
    await this.answer("contractDataEnd", reqId);
    const found = this.client.named("contractData").filter(({ values }) => values["reqId"] === reqId);
    expect(found.length).toBeGreaterThan(0);
    return found;
  }

  call(index = 0): StrictRecord {
    return {
      conId: this.calls[index] ?? 0,
      symbol: "SPY",
      secType: "OPT",
      exchange: "SMART",
      currency: "USD",
    };
  }

  package(): StrictRecord {
    const comboLegs = this.legs(["conId", "ratio", "action", "exchange"]);
    return { symbol: "SPY", secType: "BAG", exchange: "SMART", currency: "USD", comboLegs };
  }

  legs(fields: readonly string[]): readonly StrictRecord[] {
    return this.calls.map((conId, index) => {
      const leg: StrictRecord = { conId, ratio: 1, action: index === 0 ? "BUY" : "SELL", exchange: "SMART" };
      return Object.fromEntries(Object.entries(leg).filter(([field]) => fields.includes(field)));
    });
  }

  place(contract: StrictRecord, order: StrictRecord): number {
    const orderId = typeof order["orderId"] === "number" ? order["orderId"] : this.orderId;
    if (orderId === this.orderId) this.orderId += 1;
    this.client.send("placeOrder", {
      ...contract,
      orderId,
      totalQuantity: 1,
      tif: "DAY",
      account: ACCOUNT,
      orderRef: `intent-${String(orderId)}`,
      ...order,
    });
    return orderId;
  }

  async answer(name: StrictMessage["name"], reqId: number): Promise<StrictMessage> {
    return this.client.waitFor((it) => it.name === name && it.values["reqId"] === reqId);
  }

  async tick(reqId: number, tickType: number): Promise<StrictMessage> {
    return this.client.waitFor(
      ({ name, values }) =>
        name === "tickPrice" && values["reqId"] === reqId && values["tickType"] === tickType,
    );
  }

  async openOrder(id: number): Promise<StrictMessage> {
    return this.client.waitFor(({ name, values }) => name === "openOrder" && values["orderId"] === id);
  }

  async status(id: number, status: string): Promise<StrictMessage> {
    return this.client.waitFor(
      ({ name, values }) => name === "orderStatus" && values["orderId"] === id && values["status"] === status,
    );
  }

  async error(code: number, id?: number): Promise<StrictMessage> {
    return this.client.waitFor(
      ({ name, values }) =>
        name === "error" && values["errorCode"] === code && (id === undefined || values["id"] === id),
    );
  }
}
