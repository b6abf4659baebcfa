import type { ChainView, EpochMicros, FeeTable, Parameters, Session, Signal, UsdE4 } from "@smart0dte/domain";

/** One signal and all that a plan may rest on at that moment. */
export interface StrategyInput {
  readonly seq: number;
  readonly at: EpochMicros;
  readonly signal: Signal;
  readonly chain: ChainView | null;
  readonly session: Session;
  readonly parameters: Parameters;
  readonly feeTable: FeeTable;
  /** Maximum loss and costs that the risk limits allow one package of the ticker now; money. */
  readonly room: UsdE4;
}
