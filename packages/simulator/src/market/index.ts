export {
  createSimulatedMarket,
  type ControlRefusal,
  type SimulatedMarket,
  type SimulatedMarketOptions,
} from "./simulated-market.ts";
export { parseSimControl, type Freezable, type QuoteFault, type SimControl } from "./sim-control.ts";
export { RandomStream } from "./random-stream.ts";
export { readOption, type OptionReading, type PricedOption } from "./option-reading.ts";
