import { formatCompactOsi, midOf, USD_E4, type Right } from "@smart0dte/domain";
import type { Smile } from "@smart0dte/pricing";
import { chancesOf, NO_CHANCES, type ContractChances } from "./chain-chances.ts";
import {
  contractGreeks,
  NO_BAND,
  ownVolatility,
  strikeBand,
  strikeVolatility,
  type ContractGreeks,
  type Moment,
  type SideVolatilities,
} from "./chain-greeks.ts";
import type { QuotedContract, QuotedStrike } from "./chain-quotes.ts";

/** One contract of the expiry. Dollars a share; null where a value cannot be had. */
export interface AnalysedContract {
  readonly contract: QuotedContract<string>;
  readonly right: Right;
  readonly strike: number;
  readonly mid: number | null;
  readonly greeks: ContractGreeks | null;
  /** Of the strike's out-of-the-money side, as `greeks.iv` is. */
  readonly band: SideVolatilities;
  /** From this contract's own middle, whichever side of the money it is on; to be compared with the other right's. */
  readonly ownIv: number | null;
  readonly chances: ContractChances;
}

/** All contracts of the strikes; without a moment (no forward) nothing is read from them. */
export function contractsOf(
  strikes: readonly QuotedStrike<string>[],
  moment: Moment | null,
  smile: Smile | null,
): readonly AnalysedContract[] {
  return strikes.flatMap((strike) => {
    const volatility = moment === null ? null : strikeVolatility(strike, moment);
    const band = moment === null ? NO_BAND : strikeBand(strike, moment);
    return [strike.call, strike.put].flatMap((contract): readonly AnalysedContract[] => {
      if (contract === null) return [];
      const { right } = contract.row.contract;
      const at = { right, strike: strike.strike };
      const middle = midOf(contract.quote);
      return [
        {
          contract,
          ...at,
          mid: middle === null ? null : middle / USD_E4,
          greeks: volatility === null || moment === null ? null : contractGreeks(at, volatility, moment),
          band,
          ownIv: moment === null ? null : ownVolatility(contract, strike.strike, moment),
          chances: moment === null ? NO_CHANCES : chancesOf(at, volatility, { ...moment, smile }),
        },
      ];
    });
  });
}

/** The name of a contract without blanks: `SPY260814C00776000`. */
export const symbolOf = ({ contract }: AnalysedContract): string => formatCompactOsi(contract.row.contract);
