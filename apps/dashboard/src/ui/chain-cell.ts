import type { ChainFrame, ContractCell } from "@smart0dte/gateway/contract";

/** The leg's cell of the chain as it stands now. */
export function cellOf(chain: ChainFrame | undefined, instrument: number): ContractCell | undefined {
  const row = chain?.rows.find(
    ({ call, put }) => call.instrument === instrument || put.instrument === instrument,
  );
  return row?.call.instrument === instrument ? row.call : row?.put;
}
