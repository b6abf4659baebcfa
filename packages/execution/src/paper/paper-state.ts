import {
  feeTableOn,
  type EpochMicros,
  type FeeTable,
  type Leg,
  type OrderId,
  type SessionStart,
  type UsdE4,
} from "@smart0dte/domain";
import type { Moment } from "./paper-input.ts";
import type { TakenSize } from "./displayed-size.ts";

/** Everything that the paper broker remembers: plain data, rebuilt by folding the same inputs again. */
export interface PaperState {
  readonly close: EpochMicros;
  readonly feeTable: FeeTable;
  /** A standing quote of a minute source is the one that caused the order: only a later one may fill it. */
  readonly minuteSource: boolean;
  /** Desk time from a command to its effect, microseconds. */
  readonly latency: number;
  /** Orders that may still fill; those that came first are served first. */
  readonly orders: readonly PaperOrder[];
  /** All orders ever placed: what is sent twice is one order. */
  readonly seen: readonly OrderId[];
  readonly taken: readonly TakenSize[];
}

export interface PaperOrder {
  readonly id: OrderId;
  readonly purpose: "open" | "close";
  readonly legs: readonly Leg[];
  readonly quantity: number;
  readonly filled: number;
  readonly limit: UsdE4;
  /** The price of its one leg that must be seen before it trades; null once it was, or where there is none. */
  readonly trigger: UsdE4 | null;
  readonly validUntil: EpochMicros;
  readonly placed: Moment;
  /** The broker has acknowledged it. */
  readonly isWorking: boolean;
  readonly executions: number;
  /** Another limit that was asked for, and when. */
  readonly change: { readonly limit: UsdE4; readonly asked: Moment } | null;
  /** When its cancel was asked for. */
  readonly cancel: Moment | null;
}

export interface PaperOptions {
  /** Desk time from a command to its effect, microseconds; a quarter of a second unless said otherwise. */
  readonly latency?: number;
}

const LATENCY = 250_000;

export function openPaper(
  { session, minuteSource }: SessionStart,
  { latency = LATENCY }: PaperOptions = {},
): PaperState {
  return {
    close: session.close,
    feeTable: feeTableOn(session.date),
    minuteSource,
    latency,
    orders: [],
    seen: [],
    taken: [],
  };
}
