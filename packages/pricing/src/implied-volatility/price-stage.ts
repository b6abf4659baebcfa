import { block, type BlockSpan } from "../black-scholes/option-block.ts";
import type { OptionColumns, PriceColumn } from "../black-scholes/option-columns.ts";
import { REFUSAL_CODES } from "../black-scholes/terms-refusal.ts";

// constants of this module, whose place in memory V8 then knows
const { root, forward, owing, moneyness, dividends, discount, target, missing, boost } = block;
const NONE = REFUSAL_CODES.none;

/** Below this a value is scaled up, so that nothing it is divided by or into leaves the range of doubles. */
const FAINT = 1e-180;
/** A moneyness that counts as none. */
const AT_THE_MONEY = 1e-290;
/** There the deviation is as small as the value: here it leaves the range, too. */
const FAINTEST = 1e-307;
const BOOST = 2 ** 600;
const LOG_BOOST = 600 * Math.LN2;

/** What each price says of its exchange: a refusal, or the target that its deviation is to hit. */
export function readPrices({ from, count, refusal }: BlockSpan, quotes: OptionColumns & PriceColumn): void {
  const { calls, strike, spot, price } = quotes;
  const step = spot.length === strike.length ? 1 : 0;
  for (let i = 0; i < count; i += 1) {
    const n = from + i;
    if (refusal[n] !== NONE) continue;
    const call = calls[n] === 1;
    const own = spot[step * n] ?? 0;
    const other = strike[n] ?? 0;
    const quoted = price[n] ?? 0;
    const less = dividends[i] ?? 0;
    const later = discount[i] ?? 0;
    // exact: what rounding takes from the difference is put back, for it may be more than the time value
    const apart = own - other;
    const rounded = apart - own;
    const lost = own - (apart - rounded) - (other + rounded);
    const carried = less - later + lost;
    const sign = call ? 1 : -1;
    const inside = sign * (apart + carried) > 0 ? sign : 0;
    const timeValue = quoted - inside * apart - inside * carried;
    // what is missing to the most that an option can be worth: the stock, or the strike
    const lacking = call ? own - quoted + less : other - quoted + later;
    if (!(timeValue > 0 && lacking > 0 && quoted < Number.POSITIVE_INFINITY && (root[i] ?? 0) > 0)) {
      refusal[n] = reasonOf(quoted, timeValue, root[i] ?? 0);
      continue;
    }
    const perScale = 1 / Math.sqrt((forward[i] ?? 0) * (owing[i] ?? 0));
    missing[i] = lacking * perScale;
    if (timeValue < FAINT && Math.abs(moneyness[i] ?? 0) > AT_THE_MONEY) {
      target[i] = timeValue * BOOST * perScale;
      boost[i] = LOG_BOOST;
      missing[i] = Number.POSITIVE_INFINITY;
    } else {
      const value = timeValue * perScale;
      target[i] = value;
      boost[i] = 0;
      if (value < FAINTEST) refusal[n] = REFUSAL_CODES.zeroPrice;
    }
  }
}

function reasonOf(price: number, timeValue: number, root: number): number {
  if (!Number.isFinite(price)) return REFUSAL_CODES.notAPrice;
  if (root === 0) return REFUSAL_CODES.expired;
  if (price < 0 || timeValue < 0) return REFUSAL_CODES.belowIntrinsic;
  return timeValue === 0 ? REFUSAL_CODES.zeroPrice : REFUSAL_CODES.aboveMax;
}
