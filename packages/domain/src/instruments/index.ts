export { instrumentKey } from "./instrument-key.ts";
export {
  isTicker,
  TICKERS,
  type IndexInstrument,
  type Instrument,
  type OptionContract,
  type Right,
  type Ticker,
  type UnderlyingInstrument,
} from "./instrument.ts";
export {
  formatCompactOsi,
  formatOsi,
  hasOsi,
  parseOsi,
  type OsiParts,
  type OsiProblem,
} from "./osi-symbol.ts";
