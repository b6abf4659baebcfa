import { usdE4 } from "@smart0dte/domain";
import { aContract } from "@smart0dte/domain/testing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { optionWish } from "../orders/order-translation.ts";
import { openWireTrial, type WireTrial } from "../testing/wire-trial.ts";
import type { TwsSay } from "../words/tws-say.ts";

let trial: WireTrial;

beforeEach(async () => {
  trial = await openWireTrial();
});
afterEach(async () => trial.close());

const aPlace = (orderNumber = 50): Extract<TwsSay, { say: "placeOrder" }> => ({
  say: "placeOrder",
  orderNumber,
  contract: {
    kind: "package",
    symbol: "SPY",
    legs: [
      { conId: 11, ratio: 1, action: "SELL" },
      { conId: 12, ratio: 1, action: "BUY" },
    ],
  },
  order: { action: "BUY", quantity: 2, limit: usdE4(-3_000), account: "DU1234567", orderRef: "o-1-0" },
});
const ERROR = (id: number, code: number, text: string, json = "") => [4, 2, id, code, text, json];

describe("hazard 1: what is said while disconnected", () => {
  it("dies with its connection and never reaches the next one", async () => {
    const old = await trial.connected();
    trial.tws.drop();
    await trial.hears("closed");
    old.say(aPlace());

    trial.heard.splice(0);
    const fresh = await trial.connected();
    fresh.say({ say: "currentTime" });
    await trial.tws.frame(49);

    expect(trial.tws.frames.filter(([id]) => id === "3")).toEqual([]);
  });
});

describe("hazard 2: the tick of market data is read as a whole number", () => {
  it("so that ticks come from the contract and its market rule", async () => {
    await trial.connected();
    trial.tws.tell([93, 26, 2, 0, 0.01, 3, 0.05]);

    expect(await trial.hears("marketRule")).toMatchObject({
      steps: [
        { from: 0, step: 100 },
        { from: 30_000, step: 500 },
      ],
    });
  });
});

describe("hazard 3: an expiry with its time behind it", () => {
  it("is read as its day", async () => {
    const codec = await trial.connected();
    codec.say({ say: "contractDetails", requestId: 1_000_000_001, wish: optionWish(aContract(660, "P")) });
    await trial.tws.frame(9);
    trial.tws.tell(aDetails("20260313 16:15:00 US/Eastern"));

    expect(await trial.hears("details")).toMatchObject({
      row: { conId: 4711, option: aContract(660, "P"), marketRuleId: 26, minTick: 100 },
    });
  });
});

describe("hazard 4: a reject whose payload is no JSON", () => {
  it("is heard as the reject it is, and then the connection counts as broken; nothing is thrown", async () => {
    await trial.connected();
    trial.tws.tell(ERROR(50, 201, "Order rejected", "{not json"), [49, 1, 1_773_412_200]);

    await trial.until((words) => words.hear === "unreadable");
    expect(trial.heard).toContainEqual({ hear: "notice", code: 201, text: "Order rejected", about: 50 });
  });
});

describe("hazard 5: an error in a handler", () => {
  it("loses its own message by name and none of the same chunk", async () => {
    await trial.connected();
    trial.tws.tell(aPosition("not a number"), aPosition("2"), [62, 1]);

    await trial.hears("positionsEnd");
    expect(trial.heard.filter(({ hear }) => hear === "unreadable")).toMatchObject([{ what: "position" }]);
    expect(trial.heard.filter(({ hear }) => hear === "position")).toMatchObject([{ row: { quantity: 2 } }]);
  });
});

describe("hazard 6: messages about the connection come as another event", () => {
  it.each([1100, 1101, 1102, 2104, 2110, 326])("%i is heard", async (code) => {
    await trial.connected();
    trial.tws.tell(ERROR(-1, code, "text"));

    await trial.until((words) => words.hear === "notice" && words.code === code && words.about === null);
  });
});

describe("hazards 7 and 8: what the library leaves blank or prints as a float", () => {
  it("is stated: transmit, legs, tif, account, name, guaranteed; prices are decimals", async () => {
    const codec = await trial.connected();
    codec.say(aPlace());

    const fields = await trial.tws.frame(3);
    // 3, number, 12 of the contract, 2 ids, then action, quantity, type, limit, aux, tif
    expect(fields.slice(16, 22)).toEqual(["BUY", "2", "LMT", "-0.3", "", "DAY"]);
    // oca group, account, open or close, origin, name, transmit
    expect(fields.slice(22, 28)).toEqual(["", "DU1234567", "", "0", "o-1-0", "1"]);
    expect(fields.slice(35, 52)).toEqual([
      "2",
      ...["11", "1", "SELL", "SMART", "0", "0", "", "-1"],
      ...["12", "1", "BUY", "SMART", "0", "0", "", "-1"],
    ]);
    expect(fields.slice(52, 56)).toEqual(["0", "1", "NonGuaranteed", "0"]);
  });
});

describe("hazard 9: unset money", () => {
  it.each(["1.7976931348623157E308", "1.797E308", "1e307"])("%s is no commission", async (unset) => {
    await trial.connected();
    trial.tws.tell([59, 1, "e.1.01", unset, "USD", "", "", ""]);

    expect(await trial.hears("unreadable")).toMatchObject({ what: "commission" });
  });
});

describe("hazard 10: attributes of ticks are reduced to one", () => {
  it("and what is left is the side and its price; -1 is no quote, and other fields are not heard", async () => {
    await trial.connected();
    const before = trial.heard.length;
    const id = 1_000_000_009;
    trial.tws.tell(
      [1, 6, id, 1, 0.91, 5, 7],
      [1, 6, id, 2, -1, 0, 0],
      [1, 6, id, 67, 0.93, 5, 0],
      [1, 6, id, 9, 0.8, 0, 0],
      [49, 1, 1_773_412_200],
    );

    await trial.hears("currentTime");
    expect(trial.heard.slice(before, -1)).toEqual([
      { hear: "tick", requestId: id, side: "bid", price: 9_100, isDelayed: false },
      { hear: "tick", requestId: id, side: "ask", price: null, isDelayed: false },
      { hear: "tick", requestId: id, side: "ask", price: 9_300, isDelayed: true },
    ]);
  });
});

describe("hazard 12: a frame of more than 16 MB", () => {
  it("ends the connection, and is heard as its end", async () => {
    await trial.connected();
    trial.tws.sockets.at(-1)?.write(Buffer.concat([Buffer.from([2, 0, 0, 0]), Buffer.alloc(0x1_00_00_00)]));

    expect(await trial.hears("closed")).toMatchObject({ why: expect.stringContaining("exceeded") });
  });
});

describe("hazard 15: a late word of an old connection", () => {
  it("is not heard after the codec was closed", async () => {
    const old = await trial.connected();
    old.close();
    trial.heard.splice(0);
    trial.tws.tell([49, 1, 1_773_412_200]);
    await trial.connected();

    expect(trial.heard.filter(({ hear }) => hear === "closed" || hear === "currentTime")).toEqual([]);
  });
});

const aPosition = (quantity: string) => [
  61,
  3,
  "DU1234567",
  4711,
  "SPY",
  "OPT",
  "20260313",
  660,
  "P",
  100,
  "SMART",
  "USD",
  "",
  "SPY",
  quantity,
  91,
];

// prettier-ignore
const aDetails = (expiry: string) => [
  10, 1_000_000_001, "SPY", "OPT", expiry, "20260313", 660, "P", "SMART", "USD", "SPY   260313P00660000", "SPY", "SPY",
  4711, 0.01, 100, "LMT,STP", "SMART,CBOE", 1, 756_733, "SPDR S&P 500", "", "202603", "", "", "", "US/Eastern",
  "20260313:0930-20260313:1615", "20260313:0930-20260313:1615", "", 0, 0, 1, "SPY", "STK", "26,109", "20260313", "", 1,
  1, 1, 0,
];
