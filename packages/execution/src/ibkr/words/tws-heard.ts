import type { OptionContract, UsdE4 } from "@smart0dte/domain";

/** What an order, execution or position is about. `other`: stock, futures and whatever the desk does not trade. */
export type HeardContract =
  | { readonly kind: "package"; readonly symbol: string }
  | { readonly kind: "option"; readonly conId: number; readonly option: OptionContract }
  | { readonly kind: "other"; readonly conId: number; readonly name: string };

/** An order as the broker keeps it. */
export interface OrderRow {
  /** 0 in completed orders: they have none. Negative for orders bound from TWS. */
  readonly orderNumber: number;
  readonly permId: number;
  readonly clientId: number;
  readonly account: string;
  readonly orderRef: string;
  readonly status: string;
  readonly contract: HeardContract;
  readonly quantity: number;
  /** As the broker keeps it: a package's is signed, a single leg's positive; null in orders without one. */
  readonly limit: UsdE4 | null;
  readonly note: string;
}

/** What an order would change of the account's figures; null where the broker names none. */
export interface PreviewRow {
  readonly initial: UsdE4 | null;
  readonly maintenance: UsdE4 | null;
  readonly equity: UsdE4 | null;
}

export interface ExecutionRow {
  readonly execId: string;
  readonly orderNumber: number;
  readonly permId: number;
  readonly clientId: number;
  readonly account: string;
  readonly orderRef: string;
  readonly contract: HeardContract;
  /** Bought positive, contracts or packages. */
  readonly quantity: number;
  readonly price: UsdE4;
  /** The broker closed it out, not we. */
  readonly liquidation: boolean;
}

export interface PositionRow {
  readonly account: string;
  readonly contract: HeardContract;
  /** Contracts or shares, short negative. */
  readonly quantity: number;
}

export interface AccountRow {
  readonly key: string;
  readonly value: string;
  readonly currency: string;
}

export interface DetailsRow {
  readonly conId: number;
  readonly option: OptionContract;
  readonly multiplier: number;
  /** The rule of prices on SMART; null where the broker names none. */
  readonly marketRuleId: number | null;
  readonly minTick: UsdE4;
  readonly timeZone: string;
  readonly tradingHours: string;
  readonly liquidHours: string;
}

export type TickSide = "bid" | "ask" | "last";

/** From `from` upwards, prices are multiples of `step`. */
export interface TickStep {
  readonly from: UsdE4;
  readonly step: UsdE4;
}

/** What TWS says to the desk. */
export type TwsHeard =
  | { readonly hear: "opened"; readonly serverVersion: number }
  | { readonly hear: "closed"; readonly why: string }
  | { readonly hear: "accounts"; readonly accounts: readonly string[] }
  | { readonly hear: "nextValidId"; readonly orderNumber: number }
  /** `about`: an order number or request id; null for the connection. */
  | {
      readonly hear: "notice";
      readonly code: number;
      readonly text: string;
      readonly about: number | null;
    }
  | { readonly hear: "currentTime"; readonly epochSeconds: number }
  | { readonly hear: "openOrder"; readonly row: OrderRow }
  | { readonly hear: "openOrdersEnd" }
  /** The answer to a `whatIf`: no order stands behind it. */
  | { readonly hear: "preview"; readonly orderNumber: number; readonly row: PreviewRow }
  | {
      readonly hear: "orderStatus";
      readonly orderNumber: number;
      readonly permId: number;
      readonly clientId: number;
      readonly status: string;
      readonly filled: number;
      readonly whyHeld: string;
    }
  | { readonly hear: "completedOrder"; readonly row: OrderRow }
  | { readonly hear: "completedOrdersEnd" }
  /** `requestId` null: live. */
  | { readonly hear: "execution"; readonly requestId: number | null; readonly row: ExecutionRow }
  | { readonly hear: "executionsEnd"; readonly requestId: number }
  | { readonly hear: "commission"; readonly execId: string; readonly commission: UsdE4 }
  | { readonly hear: "position"; readonly row: PositionRow }
  | { readonly hear: "positionsEnd" }
  | { readonly hear: "accountValue"; readonly requestId: number; readonly row: AccountRow }
  | { readonly hear: "accountValuesEnd"; readonly requestId: number }
  /** Of the account, today; null where the broker has no figure. */
  | {
      readonly hear: "profit";
      readonly requestId: number;
      readonly daily: UsdE4 | null;
      readonly unrealised: UsdE4 | null;
      readonly realised: UsdE4 | null;
    }
  /** Null: there is no bid, or no ask, now. An index has a last alone, in UsdE4 a point. */
  | {
      readonly hear: "tick";
      readonly requestId: number;
      readonly side: TickSide;
      readonly price: UsdE4 | null;
      readonly isDelayed: boolean;
    }
  | { readonly hear: "details"; readonly requestId: number; readonly row: DetailsRow }
  | { readonly hear: "detailsEnd"; readonly requestId: number }
  | { readonly hear: "marketRule"; readonly ruleId: number; readonly steps: readonly TickStep[] }
  /** Something was said that cannot be understood: whatever it was about is unknown now. */
  | { readonly hear: "unreadable"; readonly what: string; readonly why: string };
