import { epochMicros } from "@smart0dte/domain";
import { openExchange, type Exchange } from "@smart0dte/simulator/exchange";
import { openTwsDoor, type TwsDoor } from "@smart0dte/simulator/tws-door";
import { openStrictTap, rowsIn, type StrictTap } from "@smart0dte/simulator/tws-strict";
import { afterEach, describe, expect, it } from "vitest";
import { aPutVertical, IbkrDesk, SESSION } from "./ibkr-desk.ts";

/** The adapter at the simulated gateway, with the strict decoder listening to both sides. */

let exchange: Exchange | undefined;
let door: TwsDoor | undefined;
let tap: StrictTap | undefined;
let desk: IbkrDesk | undefined;

afterEach(async () => {
  desk?.broker.stop();
  exchange?.close();
  await tap?.close();
  await door?.close();
});

describe("the adapter", () => {
  it.each([177, 187, 189, 193])(
    "and the gateway say nothing the strict decoder does not read at server version %i",
    async (version) => {
      const { trader, market, heard } = await open(version);
      const legs = aPutVertical(market);
      trader.broker.start();
      await expect.poll(() => [trader.session, trader.broker.view().isReconciled]).toEqual(["ready", true]);

      trader.place(1, legs, { quantity: 2, limit: -1.9 });
      await expect.poll(() => trader.order(1).state).toBe("working");
      trader.cancel(1);
      await expect.poll(() => trader.order(1).state).toBe("cancelled");
      trader.place(2, legs, { quantity: 1, limit: 5 });
      market.resume();
      await expect.poll(() => trader.order(2).state).toBe("filled");

      expect(heard.faults.map(String)).toEqual([]);
      const orders = heard.requests.filter(({ name }) => name === "placeOrder");
      expect(orders).toHaveLength(2);
      for (const { values } of orders) {
        expect(values).toMatchObject({ secType: "BAG", transmit: true, tif: "DAY", account: "DU1234567" });
        expect(values["orderRef"]).not.toBe("");
        expect(rowsIn(values, "comboLegs")).toHaveLength(2);
      }
    },
  );
});

async function open(
  serverVersion: number,
): Promise<{ readonly trader: IbkrDesk; readonly market: Exchange; readonly heard: StrictTap }> {
  const market = openExchange({
    seed: 7,
    session: SESSION,
    market: "null",
    speed: 5,
    startAt: epochMicros(SESSION.open + 120_000_000),
    paused: true,
  });
  exchange = market;
  const gateway = await openTwsDoor({
    exchange,
    account: "DU1234567",
    port: 0,
    serverVersion,
    log: () => undefined,
  });
  door = gateway;
  const heard = await openStrictTap({ gatewayPort: door.port });
  tap = heard;
  let highest = 0;
  const throughTap: TwsDoor = {
    port: heard.port,
    serverVersion,
    clients: 1,
    fault: (it) => gateway.fault(it),
    snapshot: () => gateway.snapshot(),
    close: async () => gateway.close(),
  };
  const trader = new IbkrDesk(exchange, throughTap, {
    highest: () => highest,
    raise: (to) => {
      highest = Math.max(highest, to);
    },
  });
  desk = trader;
  return { trader, market, heard };
}
