import type { ChainFrame, ContractCell } from "@smart0dte/gateway/contract";
import { useContract } from "./desk-location.ts";
import { strike as strikeWords, toE4 } from "./format/number-format.ts";

/** One contract of the board, as the address and a person name it. */
export interface BoardContract {
  /** Decimal text with four places. */
  readonly strike: string;
  readonly right: "C" | "P";
  readonly cell: ContractCell;
  /** `680 call`. */
  readonly words: string;
}

/** The contract that `680C` names; null where the board has no such strike. */
export function contractOf(chain: ChainFrame | undefined, name: string): BoardContract | null {
  const right = name.endsWith("P") ? "P" : "C";
  const row = chain?.rows.find(({ strike }) => strikeWords(strike) === name.slice(0, -1));
  if (row === undefined) return null;
  return {
    strike: row.strike,
    right,
    cell: right === "C" ? row.call : row.put,
    words: `${strikeWords(row.strike)} ${right === "C" ? "call" : "put"}`,
  };
}

export const contractName = (strike: string, right: "C" | "P"): string => `${strikeWords(strike)}${right}`;

/** The exchange's symbol without blanks: `SPY260814C00500000`. */
export function contractSymbol(of: {
  readonly ticker: string;
  /** `2026-08-14`. */
  readonly expiry: string;
  readonly right: "C" | "P";
  readonly strike: string;
}): string {
  const thousandths = String(Math.round(toE4(of.strike) / 10)).padStart(8, "0");
  return `${of.ticker}${of.expiry.slice(2).replaceAll("-", "")}${of.right}${thousandths}`;
}

/** The contract of the address, else the call at the money; and how to choose another. */
export function useBoardContract(
  chain: ChainFrame | undefined,
): readonly [BoardContract | null, (strike: string, right: "C" | "P") => void] {
  const [name, setName] = useContract();
  const chosen = contractOf(chain, name) ?? contractOf(chain, contractName(chain?.atm ?? "0.0000", "C"));
  return [
    chosen,
    (strike, right) => {
      setName(contractName(strike, right));
    },
  ];
}
