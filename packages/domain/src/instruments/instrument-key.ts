import { unreachable } from "../errors.ts";
import type { Instrument } from "./instrument.ts";
import { formatCompactOsi } from "./osi-symbol.ts";

/** The one name of an instrument in journals and maps: `SPY`, `VIX`, `SPY260814C00500000`. */
export function instrumentKey(instrument: Instrument): string {
  switch (instrument.kind) {
    case "underlying":
      return instrument.ticker;
    case "index":
      return instrument.symbol;
    case "option":
      return formatCompactOsi(instrument);
    default:
      return unreachable(instrument);
  }
}
