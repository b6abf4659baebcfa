export { minuteEvents, type MinuteEvent } from "./minutes/minute-events.ts";
export { minuteDayOf, readMinuteDay, type MinuteDay, type TickerDay } from "./minutes/minute-day.ts";
export { openMinuteFolder, type MinuteFolder, type MinuteSource } from "./minutes/minute-folder.ts";
export type { StampSide } from "./minutes/layout-detection.ts";
export { readChainFile, type ChainSnapshot } from "./chains/chain-file.ts";
export type { ChainContract, ChainRow, StatedReadings } from "./chains/chain-row.ts";
export { OPTION_SERIES, seriesOf, type OptionSeries } from "./chains/option-series.ts";
export { formatInstant, parseInstant } from "./chains/instant-text.ts";
