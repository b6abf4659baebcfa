import type { EpochMicros, UsdE4 } from "@smart0dte/domain";
import type { BrokerOrder } from "../broker/broker-order.ts";
import type { Execution, Position } from "../broker/execution.ts";
import type { Taken } from "../quotes/quote-board.ts";

/** Everything that a broker goes on from, at one moment. Faults that wait for their occasion are not of it. */
export interface BrokerBooks {
  /** Desk time of the last look at the market: what was displayed until then has been traded on. */
  readonly lookedAt: EpochMicros;
  readonly counters: BrokerCounters;
  /** Worth of the account when the day began. */
  readonly opening: UsdE4;
  readonly cash: UsdE4;
  readonly fees: UsdE4;
  /** Highest order id that each client has used. */
  readonly highestIds: readonly (readonly [clientId: number, orderId: number])[];
  /** The oldest first. */
  readonly live: readonly BrokerOrder[];
  /** In the order in which they ended. */
  readonly over: readonly BrokerOrder[];
  readonly executions: readonly Execution[];
  readonly positions: readonly Position[];
  /** What orders have taken of the quotes displayed then. */
  readonly taken: readonly Taken[];
}

/** The last number that was given of each kind. */
export interface BrokerCounters {
  readonly permId: number;
  /** Of trades outside all orders. */
  readonly outsidePermId: number;
  readonly executionId: number;
  /** Draws of chance so far. */
  readonly draws: number;
}
