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
import type { EuropeanView } from "./european-view.ts";

/** One contract of the expiry. Dollars a share; null where a value cannot be had. */
export interface AnalysedContract {
  readonly contract: QuotedContract<string>;
  readonly right: Right;
  readonly strike: number;
  readonly mid: number | null;
  readonly greeks: ContractGreeks | null;
  /** Of the strike's out-of-the-money side, as `greeks.iv` is. */
  readonly band: SideVolatilities;
  /**
   * From this contract's own middle less early exercise, whichever side of the money it is on; to be compared with the
   * other right's. Null also where exercise is most of the price.
   */
  readonly ownIv: number | null;
  readonly chances: ContractChances;
}

/** All contracts of the strikes, read from their European view; without a moment (no forward) nothing is read. */
export function contractsOf(
  { strikes, view }: { readonly strikes: readonly QuotedStrike<string>[]; readonly view: EuropeanView },
  moment: Moment | null,
  smile: Smile | null,
): readonly AnalysedContract[] {
  return strikes.flatMap((strike, place) => {
    const read = view.strikes[place] ?? strike;
    const volatility = moment === null ? null : strikeVolatility(read, moment);
    const band = moment === null ? NO_BAND : strikeBand(read, moment);
    return [strike.call, strike.put].flatMap((contract): readonly AnalysedContract[] => {
      if (contract === null) return [];
      const told = contract === strike.call ? read.call : read.put;
      const own = view.isExercise(contract) ? null : told;
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
          ownIv: moment === null || own === null ? null : ownVolatility(own, strike.strike, moment),
          chances: moment === null ? NO_CHANCES : chancesOf(at, volatility, { ...moment, smile }),
        },
      ];
    });
  });
}

/** The name of a contract without blanks: `SPY260814C00776000`. */
export const symbolOf = ({ contract }: AnalysedContract): string => formatCompactOsi(contract.row.contract);
