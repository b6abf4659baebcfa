export {
  openExchange,
  type AskedControl,
  type Exchange,
  type ExchangeOptions,
  type ExchangeState,
} from "./exchange.ts";
export { parseSimControl, type ControlRefusal, type SimControl } from "../market/index.ts";
