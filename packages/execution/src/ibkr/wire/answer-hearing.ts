import { EventName, IBApiTickType, type IBApi } from "@stoqey/ib";
import type { TickSide, TickStep } from "../words/tws-heard.ts";
import type { UsdE4 } from "@smart0dte/domain";
import { count, detailsRow, heardContract, money, moneyOrNull } from "./heard-rows.ts";
import type { Guarded } from "./order-hearing.ts";

/** What is answered to requests and said about the connection. */
export function hearAnswers(api: IBApi, guarded: Guarded): void {
  api.on(
    EventName.managedAccounts,
    guarded("accounts", (list) => ({
      hear: "accounts",
      accounts: list.split(",").filter((account) => account !== ""),
    })),
  );
  api.on(
    EventName.nextValidId,
    guarded("nextValidId", (orderNumber) => ({ hear: "nextValidId", orderNumber: count(orderNumber, "id") })),
  );
  api.on(
    EventName.currentTime,
    guarded("currentTime", (epochSeconds) => ({ hear: "currentTime", epochSeconds })),
  );
  api.on(
    EventName.position,
    guarded("position", (account, contract, quantity) => ({
      hear: "position",
      row: { account, contract: heardContract(contract), quantity: quantityOf(quantity) },
    })),
  );
  api.on(
    EventName.positionEnd,
    guarded("positionEnd", () => ({ hear: "positionsEnd" })),
  );
  api.on(
    EventName.accountUpdateMulti,
    guarded("accountValue", (...[requestId, , , key, value, currency]) => ({
      hear: "accountValue",
      requestId,
      row: { key, value, currency },
    })),
  );
  api.on(
    EventName.accountUpdateMultiEnd,
    // the library reads this id as a text, whatever its type says
    guarded("accountValuesEnd", (requestId) => ({
      hear: "accountValuesEnd",
      requestId: count(requestId, "id"),
    })),
  );
  api.on(
    EventName.pnl,
    guarded("profit", (...[requestId, daily, unrealised, realised]) => ({
      hear: "profit",
      requestId,
      daily: moneyOrNull(daily),
      unrealised: moneyOrNull(unrealised),
      realised: moneyOrNull(realised),
    })),
  );
  api.on(
    EventName.tickPrice,
    guarded("tick", (requestId, field, price) => {
      const side = SIDES.get(field);
      return side === undefined ? null : { hear: "tick", requestId, ...side, price: quoteOrNull(price) };
    }),
  );
  hearContracts(api, guarded);
}

const SIDES: ReadonlyMap<number, { readonly side: TickSide; readonly isDelayed: boolean }> = new Map([
  [IBApiTickType.BID, { side: "bid", isDelayed: false }],
  [IBApiTickType.ASK, { side: "ask", isDelayed: false }],
  [IBApiTickType.LAST, { side: "last", isDelayed: false }],
  [IBApiTickType.DELAYED_BID, { side: "bid", isDelayed: true }],
  [IBApiTickType.DELAYED_ASK, { side: "ask", isDelayed: true }],
  [IBApiTickType.DELAYED_LAST, { side: "last", isDelayed: true }],
]);

/** -1 stands for no quote, and so does 0 for an option's side that nobody shows. */
const quoteOrNull = (price: number): UsdE4 | null => (price > 0 ? moneyOrNull(price) : null);

function hearContracts(api: IBApi, guarded: Guarded): void {
  api.on(
    EventName.contractDetails,
    guarded("contractDetails", (requestId, details) => {
      const row = detailsRow(details);
      return row === null ? null : { hear: "details", requestId, row };
    }),
  );
  api.on(
    EventName.contractDetailsEnd,
    guarded("contractDetailsEnd", (requestId) => ({ hear: "detailsEnd", requestId: count(requestId, "id") })),
  );
  api.on(
    EventName.marketRule,
    guarded("marketRule", (ruleId, increments) => ({
      hear: "marketRule",
      ruleId,
      steps: increments.map(tickStep),
    })),
  );
}

/** Shares may come in fractions; what is no number at all would compare as equal to nothing. */
function quantityOf(value: unknown): number {
  if (typeof value !== "number" || !Number.isFinite(value))
    throw new Error(`position is not a number: ${String(value)}`);
  return value;
}

function tickStep(increment: unknown): TickStep {
  const { lowEdge, increment: step } = Object(increment) as Readonly<Record<string, unknown>>;
  if (typeof lowEdge !== "number" || typeof step !== "number")
    throw new Error("increment is not a pair of numbers");
  return { from: money(lowEdge, "lowEdge"), step: money(step, "increment") };
}
