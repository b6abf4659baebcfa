import { setTimeout as wait } from "node:timers/promises";
import {
  EventName,
  IBApi,
  OrderAction,
  OrderType,
  SecType,
  type Contract,
  type ContractDetails,
  type Order,
  type OrderState,
} from "@stoqey/ib";
import { epochMicros } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import { openExchange, type Exchange } from "@smart0dte/simulator/exchange";
import { openTwsDoor, type TwsDoor } from "@smart0dte/simulator/tws-door";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

let exchange: Exchange;
let door: TwsDoor;
const clients: Client[] = [];

beforeEach(async () => {
  exchange = openExchange({
    seed: 7,
    session: aSession(),
    market: "null",
    speed: 5,
    startAt: epochMicros(aSession().open + 120_000_000),
  });
  door = await openTwsDoor({ exchange, account: "DU1234567", port: 0, log: () => {} });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.api.disconnect();
  exchange.close();
  await door.close();
});

interface Heard {
  readonly name: string;
  readonly args: readonly unknown[];
}

/** The library's own low-level client, with everything that it heard. */
class Client {
  readonly api: IBApi;
  readonly heard: Heard[] = [];

  constructor(clientId: number) {
    this.api = new IBApi({ host: "127.0.0.1", port: door.port, clientId });
    this.api.on(EventName.all, (name: string, args: unknown[]) => {
      this.heard.push({ name, args });
    });
    clients.push(this);
  }

  of(name: EventName): readonly (readonly unknown[])[] {
    return this.heard.filter((one) => one.name === String(name)).map(({ args }) => args);
  }

  async until(holds: () => boolean): Promise<void> {
    const last = performance.now() + 10_000;
    while (!holds()) {
      if (performance.now() > last) throw new Error(`did not come; heard ${this.names().join(" ")}`);
      await wait(5);
    }
  }

  names(): readonly string[] {
    return this.heard
      .map(({ name }) => name)
      .filter((name) => !["sent", "received", "server", "info"].includes(name));
  }
}

async function connected(clientId = 7): Promise<Client> {
  const client = new Client(clientId);
  client.api.connect();
  await client.until(() => client.of(EventName.nextValidId).length > 0);
  return client;
}

const spy: Contract = { symbol: "SPY", secType: SecType.OPT, exchange: "SMART", currency: "USD" };

async function chainOf(client: Client): Promise<readonly { contract: Contract; marketRuleIds?: string }[]> {
  client.api.reqContractDetails(500, { ...spy, lastTradeDateOrContractMonth: "20260313" });
  await client.until(() => client.of(EventName.contractDetailsEnd).length > 0);
  return client.of(EventName.contractDetails).map(([, details]) => details as { contract: Contract });
}

const order = (over: Partial<Order>): Order => ({
  action: OrderAction.BUY,
  totalQuantity: 1,
  orderType: OrderType.LMT,
  lmtPrice: 1,
  tif: "DAY",
  transmit: true,
  account: "DU1234567",
  orderRef: "i-1",
  ...over,
});

describe("the client library against the simulated gateway", () => {
  test("connects, hears its account and next id, and the time of the desk", async () => {
    const client = await connected();
    client.api.reqCurrentTime();
    await client.until(() => client.of(EventName.currentTime).length > 0);

    expect(client.of(EventName.managedAccounts)).toEqual([["DU1234567"]]);
    expect(client.of(EventName.nextValidId)).toEqual([[1]]);
    expect(door.clients).toBe(1);
    expect(Number(client.of(EventName.currentTime)[0]?.[0])).toBeGreaterThan(aSession().open / 1e6);
  });

  test("trades a single option and is told execution, status and commission", async () => {
    const client = await connected();
    const chain = await chainOf(client);
    const contract = chain[50]?.contract ?? {};
    client.api.placeOrder(
      1,
      { ...spy, conId: contract.conId ?? 0 },
      order({ lmtPrice: 60, totalQuantity: 2 }),
    );
    await client.until(() => client.of(EventName.commissionReport).length > 0);
    client.api.reqPositions();
    client.api.reqCompletedOrders(false);
    client.api.reqExecutions(900, {});
    await client.until(() => client.of(EventName.execDetailsEnd).length > 0);

    expect(client.of(EventName.error)).toEqual([]);
    expect(chain).toHaveLength(102);
    expect(client.of(EventName.execDetails)[0]?.[2]).toMatchObject({ shares: 2, side: "BOT", orderId: 1 });
    expect(client.of(EventName.position)[0]?.slice(0, 3)).toMatchObject([
      "DU1234567",
      { conId: contract.conId },
      2,
    ]);
    expect(client.of(EventName.completedOrder)[0]?.[1]).toMatchObject({ orderRef: "i-1", filledQuantity: 2 });
  });

  test("trades a package: its own execution first, then a leg each, commission for legs only", async () => {
    const client = await connected();
    const chain = await chainOf(client);
    const [low, high] = [chain[50]?.contract.conId ?? 0, chain[52]?.contract.conId ?? 0];
    const leg = {
      ratio: 1,
      exchange: "SMART",
      openClose: 0,
      shortSaleSlot: 0,
      exemptCode: -1,
      designatedLocation: "",
    };
    const bag: Contract = {
      symbol: "SPY",
      secType: SecType.BAG,
      exchange: "SMART",
      currency: "USD",
      comboLegs: [
        { ...leg, conId: low, action: OrderAction.BUY },
        { ...leg, conId: high, action: OrderAction.SELL },
      ],
    };
    client.api.placeOrder(1, bag, order({ lmtPrice: 0.99 }));
    await client.until(() => client.of(EventName.commissionReport).length === 2);

    expect(client.of(EventName.error)).toEqual([]);
    expect(client.of(EventName.execDetails).map(([, contract]) => (contract as Contract).secType)).toEqual([
      "BAG",
      "OPT",
      "OPT",
    ]);
    const bagId = (client.of(EventName.execDetails)[0]?.[2] as { execId: string }).execId;
    expect(
      client.of(EventName.commissionReport).map(([report]) => (report as { execId: string }).execId),
    ).not.toContain(bagId);
    expect(door.snapshot().positions.map(({ quantity }) => quantity)).toEqual([1, -1]);
  });

  test("cancels: status, then 202", async () => {
    const client = await connected();
    const chain = await chainOf(client);
    client.api.placeOrder(1, { ...spy, conId: chain[50]?.contract.conId ?? 0 }, order({ lmtPrice: 0.01 }));
    await client.until(() => client.of(EventName.orderStatus).some(([, status]) => status === "Submitted"));
    client.api.reqAllOpenOrders();
    await client.until(() => client.of(EventName.openOrderEnd).length > 0);
    client.api.cancelOrder(1);
    await client.until(() => client.of(EventName.error).length > 0);

    expect(client.of(EventName.orderStatus).at(-1)?.[1]).toBe("Cancelled");
    expect(client.of(EventName.error)[0]?.[1]).toBe(202);
  });

  test("places a bracket whose exits wait for the entry, and changes an order under its id", async () => {
    const client = await connected();
    const contract = { ...spy, conId: (await chainOf(client))[50]?.contract.conId ?? 0 };
    const exit = { action: OrderAction.SELL, parentId: 1 };
    client.api.placeOrder(1, contract, order({ lmtPrice: 0.01, transmit: false }));
    client.api.placeOrder(2, contract, order({ ...exit, lmtPrice: 99, transmit: false }));
    client.api.placeOrder(3, contract, order({ ...exit, orderType: OrderType.STP, auxPrice: 0.01 }));
    await client.until(() => client.of(EventName.orderStatus).some(([id]) => id === 3));
    client.api.placeOrder(1, contract, order({ lmtPrice: 60 }));
    await client.until(() =>
      client.of(EventName.orderStatus).some(([id, status]) => id === 2 && status === "Submitted"),
    );

    expect(client.of(EventName.error)).toEqual([]);
    const held = client.of(EventName.orderStatus).filter(([id]) => id === 3);
    expect(held[0]?.[9]).toBe("child,trigger");
  });

  test("asks what an order would cost, and gets margins and no order", async () => {
    const client = await connected();
    const contract = { ...spy, conId: (await chainOf(client))[50]?.contract.conId ?? 0 };
    client.api.placeOrder(1, contract, order({ action: OrderAction.SELL, whatIf: true }));
    await client.until(() => client.of(EventName.openOrder).length > 0);

    const state = client.of(EventName.openOrder)[0]?.[3] as OrderState;
    expect(Number(state.initMarginChange)).toBeGreaterThan(10_000);
    expect(state.commission).toBeGreaterThan(0.65);
    expect(door.snapshot().orders).toEqual([]);
  });

  test("hears quotes and greeks, account values, profits, chains and market rules", async () => {
    const client = await connected();
    const conId = (await chainOf(client))[50]?.contract.conId ?? 0;
    client.api.reqMktData(
      1,
      { symbol: "SPY", secType: SecType.STK, exchange: "SMART", currency: "USD" },
      "",
      false,
      false,
    );
    client.api.reqMktData(2, { conId, exchange: "SMART" }, "", false, false);
    client.api.reqMktData(
      3,
      { symbol: "VIX", secType: SecType.IND, exchange: "CBOE", currency: "USD" },
      "",
      false,
      false,
    );
    client.api.reqAccountUpdates(true, "DU1234567");
    client.api.reqAccountSummary(4, "All", "NetLiquidation,BuyingPower");
    client.api.reqPnL(5, "DU1234567");
    client.api.reqSecDefOptParams(6, "SPY", "", SecType.STK, 756_733);
    client.api.reqMarketRule(32);
    await client.until(() => client.of(EventName.marketRule).length > 0);
    await client.until(() => client.of(EventName.tickOptionComputation).some(([, type]) => type === 13));
    await client.until(() => client.of(EventName.accountDownloadEnd).length > 0);

    expect(client.of(EventName.error)).toEqual([]);
    expect(client.of(EventName.tickPrice).filter(([id]) => id === 3)).not.toEqual([]);
    const keys = client.of(EventName.updateAccountValue).map(([key]) => key);
    expect(keys).toContain("PostExpirationMargin");
    expect(client.of(EventName.accountSummary)).toHaveLength(2);
    expect(client.of(EventName.securityDefinitionOptionParameter)[0]?.[5]).toEqual(["20260313"]);
    const details = client.of(EventName.contractDetails)[0]?.[1] as ContractDetails;
    expect(details.tradingHours).toBe("20260313:0930-20260313:1615");
  });

  test("is refused with 326 where its id is in use", async () => {
    await connected();
    const second = new Client(7);
    second.api.connect();
    await second.until(() => second.of(EventName.info).some(([, code]) => code === 326));
    await second.until(() => second.of(EventName.disconnected).length > 0);
    expect(door.clients).toBe(1);
  });
});
