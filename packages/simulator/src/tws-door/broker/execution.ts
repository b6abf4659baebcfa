import type { EpochMicros, UsdE4 } from "@smart0dte/domain";
import type { Action, TradedContract } from "../contracts/listed-contract.ts";

/** One trade as the broker tells it: of a single contract, of a package, or of a package's leg. */
export interface Execution {
  readonly execId: string;
  readonly clientId: number;
  readonly orderId: number;
  readonly permId: number;
  readonly orderRef: string;
  readonly account: string;
  readonly contract: TradedContract;
  readonly exchange: string;
  readonly action: Action;
  readonly shares: number;
  readonly price: UsdE4;
  readonly at: EpochMicros;
  readonly cumulative: number;
  /** UsdE4 a share. */
  readonly average: number;
  readonly isLiquidation: boolean;
  readonly isLeg: boolean;
  /** None for a package: its legs have theirs. */
  readonly commission: Commission | null;
}

export interface Commission {
  readonly fees: UsdE4;
  /** Null where the trade opens or adds. */
  readonly realized: UsdE4 | null;
}

/** What the account holds of a contract; the row stays at zero for the day. */
export interface Position {
  readonly conId: number;
  readonly quantity: number;
  /** Paid for what is held, fees included; negative for what was received. UsdE4. */
  readonly basis: number;
  readonly realized: UsdE4;
}

/** Margin figures of an order, UsdE4. */
export interface MarginPreview {
  readonly initial: PreviewFigure;
  readonly maintenance: PreviewFigure;
  readonly equity: PreviewFigure;
  readonly commission: UsdE4;
}

export interface PreviewFigure {
  readonly before: number;
  readonly after: number;
}
