/** A spread up to this is a market however cheap the option: a nickel wing is quoted 0.01 at 0.05. */
const OPTION_SPREAD_ALWAYS_PLAUSIBLE = 500;
/** Beyond half of its middle a quote says nothing about the price (specs: half a cent is a volatility point). */
const OPTION_SPREAD_OF_MID = 0.5;
/** Without a bid an option is a wing; an ask beyond this is an opening-rotation phantom. */
const NO_BID_ASK_LIMIT = 2_500;
const UNDERLYING_SPREAD_ALWAYS_PLAUSIBLE = 500;
const UNDERLYING_SPREAD_OF_MID = 0.002;

/** Whether a spread is too wide to be a market. Prices in UsdE4; bid 0 is no bid. */
export function isImplausiblyWide(bid: number, ask: number, isOption: boolean): boolean {
  const spread = ask - bid;
  if (isOption && bid <= 0) return ask > NO_BID_ASK_LIMIT;
  const always = isOption ? OPTION_SPREAD_ALWAYS_PLAUSIBLE : UNDERLYING_SPREAD_ALWAYS_PLAUSIBLE;
  const share = isOption ? OPTION_SPREAD_OF_MID : UNDERLYING_SPREAD_OF_MID;
  return spread > always && spread > share * ((bid + ask) / 2);
}
