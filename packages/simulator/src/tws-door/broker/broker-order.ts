import type { EpochMicros, UsdE4 } from "@smart0dte/domain";
import type { Action, TradedContract } from "../contracts/listed-contract.ts";

export type OrderType = "MKT" | "LMT" | "STP" | "STP LMT";
export type TimeInForce = "DAY" | "GTC" | "IOC";

/** An order as its client asks for it. */
export interface OrderTicket {
  readonly contract: TradedContract;
  readonly action: Action;
  readonly quantity: number;
  readonly orderType: OrderType;
  /** Dollars × 10⁻⁴ a share; a package's may be negative. Null where the type has none. */
  readonly limit: UsdE4 | null;
  readonly stop: UsdE4 | null;
  readonly tif: TimeInForce;
  readonly ocaGroup: string;
  readonly ocaType: number;
  readonly account: string;
  readonly orderRef: string;
  readonly transmit: boolean;
  readonly parentId: number;
  readonly outsideRth: boolean;
  readonly whatIf: boolean;
  /** As the client gave them, told back. */
  readonly openClose: string;
  readonly triggerMethod: number;
  readonly displaySize: number;
  readonly exchange: string;
  readonly routing: readonly (readonly [tag: string, value: string])[];
  readonly modelCode: string;
}

export type OrderStatus =
  "PreSubmitted" | "Submitted" | "PendingCancel" | "Cancelled" | "Filled" | "Inactive";

/** An order as the broker has it; a change makes a new one. */
export interface BrokerOrder {
  readonly clientId: number;
  readonly orderId: number;
  readonly permId: number;
  readonly ticket: OrderTicket;
  readonly status: OrderStatus;
  /** Held until an order of its bracket comes with transmit. */
  readonly isHeld: boolean;
  /** What is still asked for in all; OCA groups reduce it. */
  readonly quantity: number;
  readonly filled: number;
  /** Sum of price × quantity of its fills, UsdE4 a share. */
  readonly filledValue: number;
  readonly lastFillPrice: UsdE4;
  readonly whyHeld: string;
  /** A stop that has been reached. */
  readonly isTriggered: boolean;
  /** How often in a row the market stood beyond its stop. */
  readonly beyondStop: number;
  /** Group that it belongs to, its own or its bracket's. */
  readonly ocaGroup: string;
  readonly ocaType: number;
  readonly updatedAt: EpochMicros;
  readonly endText: string;
  /** Its acknowledgements are lost: nothing of it is told before its first fill. */
  readonly isMute: boolean;
  /** One of its legs has traded without the others; it trades no more. */
  readonly isBroken: boolean;
}

export const keyOf = (clientId: number, orderId: number): string => `${clientId}:${orderId}`;

export const remainingOf = ({ quantity, filled }: BrokerOrder): number => quantity - filled;

export const averageOf = ({ filled, filledValue }: BrokerOrder): number =>
  filled === 0 ? 0 : filledValue / filled;

export const isOver = ({ status }: BrokerOrder): boolean =>
  status === "Filled" || status === "Cancelled" || status === "Inactive";
