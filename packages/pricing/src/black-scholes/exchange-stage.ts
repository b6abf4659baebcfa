import { lossOf } from "../elementary/discounting.ts";
import { block, type BlockSpan } from "./option-block.ts";
import type { OptionColumns } from "./option-columns.ts";
import { faultOfCarry, faultOfPrices } from "./terms-refusal.ts";
import { logRatio } from "./time-value.ts";

// constants of this module, whose place in memory V8 then knows
const { root, forward, owing, drift, moneyness, dividends, discount } = block;

/** Less time than this (a thirtieth of a microsecond) counts as none. */
const LEAST_YEARS = 1e-15;
/** A loss of more than this leaves too little to be told by it. */
const LARGE = 0.25;

/** Both sides of each exchange in today's dollars; what is refused is written to `refusal`, else 0. */
export function fillExchange({ from, count, refusal }: BlockSpan, options: OptionColumns): void {
  const { strike, spot, years, rate, dividendYield } = options;
  // a column of one entry is shared by all
  const step = spot.length === strike.length ? 1 : 0;
  let place = -1;
  let fault: number = 0;
  let rootYears = 0;
  let growth = 0;
  let interest = 0;
  let paid = 0;
  let kept = 0;
  let due = 0;
  for (let i = 0; i < count; i += 1) {
    const at = step * (from + i);
    if (at !== place) {
      place = at;
      const span = years[at] ?? 0;
      const r = rate[at] ?? 0;
      const q = dividendYield[at] ?? 0;
      fault = faultOfCarry(span, r, q);
      rootYears = span < LEAST_YEARS ? 0 : Math.sqrt(span);
      growth = (r - q) * span;
      interest = lossOf(r * span);
      paid = lossOf(q * span);
      kept = paid > LARGE || paid < -LARGE ? Math.exp(-q * span) : 0;
      due = interest > LARGE || interest < -LARGE ? Math.exp(-r * span) : 0;
    }
    const own = spot[at] ?? 0;
    const other = strike[from + i] ?? 0;
    const less = own * paid;
    const later = other * interest;
    refusal[from + i] = fault === 0 ? faultOfPrices(own, other) : fault;
    root[i] = rootYears;
    drift[i] = growth;
    forward[i] = kept === 0 ? own + less : own * kept;
    owing[i] = due === 0 ? other + later : other * due;
    dividends[i] = less;
    discount[i] = later;
    moneyness[i] = logRatio(own, other) + growth;
  }
}
