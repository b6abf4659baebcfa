/**
 * How numbers are printed. Money and prices come as decimal text with four places ("1.2500");
 * analytics come as plain numbers. Minus is U+2212 on the screen; decimals are fixed per kind.
 */
export const MINUS = "−";

/** A price for one share of an option or a package side: `2.31`. */
export const optionPrice = (usd: string): string => fixedE4(toE4(usd), 2);

/** A package price, debit positive: `1.10 db`, credit `0.42 cr`. */
export function packagePrice(usd: string): string {
  const e4 = toE4(usd);
  return `${fixedE4(Math.abs(e4), 2)} ${e4 < 0 ? "cr" : "db"}`;
}

export const underlyingPrice = (usd: string): string => fixedE4(toE4(usd), 2);

/** An average of executions keeps all four places: `2.3125`. */
export const averageFill = (usd: string): string => fixedE4(toE4(usd), 4);

/** Signed money: `+$1,234.50`, `−$87.00`, `$0.00`. */
export function signedMoney(usd: string): string {
  const e4 = toE4(usd);
  const cents = Math.round(Math.abs(e4) / 100);
  return `${cents === 0 ? "" : e4 < 0 ? MINUS : "+"}$${fixedE4(Math.abs(e4), 2)}`;
}

/** Money without a plus: a fee, a limit, a loss that is stated as a positive figure. */
export function money(usd: string): string {
  const text = signedMoney(usd);
  return text.startsWith("+") ? text.slice(1) : text;
}

/** Whole dollars for the tab title: `+$148`. */
export function titleMoney(usd: string): string {
  const whole = Math.round(Math.abs(toE4(usd)) / 10_000);
  return `${whole === 0 ? "" : toE4(usd) < 0 ? "-" : "+"}$${grouped(String(whole))}`;
}

/** Signed change of a price: `+0.42`. */
export const priceChange = (usd: string): string => withPlus(toE4(usd), fixedE4(toE4(usd), 2));

/** A fraction as a signed percentage: `+0.08%`. */
export const percentChange = (fraction: number): string => `${signed(fraction * 100, 2)}%`;

/** Implied volatility, a fraction: `18.4%`. */
export const volatility = (fraction: number): string => `${fixed(fraction * 100, 1)}%`;

/** Change of an implied volatility: `+0.6 pt`. */
export const volatilityChange = (fraction: number): string => `${signed(fraction * 100, 1)} pt`;

export const delta = (perDollar: number): string => fixed(perDollar, 2);
export const gamma = (perDollar: number): string => fixed(perDollar, 3);

/** Theta of one contract of 100 shares, from dollars a share and hour: `−$4.10/h`. */
export const theta = (perShareHour: number): string => `${dollarsOf(perShareHour * 100)}/h`;

/** Vega of one contract of 100 shares, from dollars a share and point: `$2.30/pt`. */
export const vega = (perSharePoint: number): string => `${dollarsOf(perSharePoint * 100)}/pt`;

/** A Greek of one contract as a bare figure; its unit stands in the column's header. */
export const perContract = (perShare: number): string => fixed(perShare * 100, 2);

/** Dollars that are analysis, not money: an expected value, an expected move. */
export const dollarsOf = (value: number): string => {
  const text = fixed(Math.abs(value), 2);
  return `${value < 0 && text !== "0.00" ? MINUS : ""}$${text}`;
};

/** Signed dollars of analysis: `+$10.90`. */
export const signedDollars = (value: number): string => withPlus(value, dollarsOf(value));

/** A probability without its basis, for a place where the basis stands beside it: `62%`. */
export const probability = (value: number): string => `${fixed(value * 100, 0)}%`;

/** How much of a distribution lies inside: `57.5%`. */
export const coverage = (fraction: number): string => `${fixed(fraction * 100, 1)}%`;

/** Exposures in dollars, signed and short: `+$1.24B`, `−$340.0M`, `+$12.4k`, `$0`. */
export function exposure(dollars: number): string {
  const text = exposureLike(dollars)(dollars);
  return /[1-9]/.test(text) ? text : "$0";
}

/** Exposures of one column, all in the unit of its largest: `+$12.4M` above `−$0.3M`. */
export function exposureLike(largest: number): (dollars: number) => string {
  const size = Math.abs(largest);
  const [unit, places, letter] = SIZES.find(([least]) => size >= least * 0.9995) ?? [1, 0, ""];
  return (dollars) => {
    const text = `$${fixed(Math.abs(dollars) / unit, places)}${letter}`;
    return /[1-9]/.test(text) ? `${dollars < 0 ? MINUS : "+"}${text}` : text;
  };
}

/** Billions, millions and thousands with their decimals. */
const SIZES = [
  [1e9, 2, "B"],
  [1e6, 1, "M"],
  [1e3, 1, "k"],
] as const;

/** Shares that a position stands for: `−62.0`. */
export const shares = (value: number): string => signed(value, 1);

/** A third or fourth moment, a slope: `−0.42`. */
export const moment = (value: number): string => fixed(value, 2);

/** A probability with its interval and count: `62% (55-68) n=214`. */
export function probabilityWithBasis(
  value: number,
  interval: { low: number; high: number; n: number },
): string {
  const { low, high, n } = interval;
  return `${probability(value)} (${fixed(low * 100, 0)}-${fixed(high * 100, 0)}) n=${grouped(String(n))}`;
}

export const correlation = (value: number): string => signed(value, 2);
/** An interval where room is short: `.90 – .95`, `−.40 – .02`. */
export const correlationInterval = (low: number, high: number): string => `${bound(low)} – ${bound(high)}`;
export const beta = (value: number): string => fixed(value, 2);
export const zScore = (value: number): string => `${signed(value, 1)} sd`;

/** A score or a contribution in score units: `+0.31`. */
export const score = (value: number): string => signed(value, 2);

/** Sizes, volumes, open interest: `12,340`. */
export const count = (value: number): string =>
  `${value < 0 ? MINUS : ""}${grouped(String(Math.abs(Math.round(value))))}`;

/** Packages or contracts: `3x`, short `−3x`. */
export const quantity = (value: number): string => `${count(value)}x`;

/** A signed count of contracts in a leg: `+1`, `−1`. */
export const signedCount = (value: number): string => (value > 0 ? `+${count(value)}` : count(value));

/** A strike or level without idle decimals: `512`, `512.5`. */
export function strike(usd: string): string {
  const e4 = toE4(usd);
  return e4 % 10_000 === 0 ? fixedE4(e4, 0) : e4 % 1_000 === 0 ? fixedE4(e4, 1) : fixedE4(e4, 2);
}

/** A level of an index or an underlying that comes as a plain number: `17.82`. */
export const level = (value: number): string => fixed(value, 2);

/** A factor's raw value: three places, signed. */
export const raw = (value: number): string => signed(value, 3);

/** Whole ten-thousandths of the decimal text that crosses the wire. */
export function toE4(usd: string): number {
  const match = /^(-?)(\d+)\.(\d{4})$/.exec(usd);
  if (match === null) throw new RangeError(`Not a price with four places: ${usd}`);
  const magnitude = Number(match[2]) * 10_000 + Number(match[3]);
  return match[1] === "-" && magnitude !== 0 ? -magnitude : magnitude;
}

/** The wire's text of whole ten-thousandths. */
export function fromE4(e4: number): string {
  const magnitude = Math.abs(e4);
  return `${e4 < 0 ? "-" : ""}${Math.trunc(magnitude / 10_000)}.${String(magnitude % 10_000).padStart(4, "0")}`;
}

/** What is copied carries an ASCII minus, so that another program can read it. */
export const asCopied = (text: string): string => text.replaceAll(MINUS, "-");

function fixedE4(e4: number, places: number): string {
  const step = 10 ** (4 - places);
  const units = Math.round(Math.abs(e4) / step);
  const whole = grouped(String(Math.trunc(units / 10 ** places)));
  const fraction = places === 0 ? "" : `.${String(units % 10 ** places).padStart(places, "0")}`;
  return `${e4 < 0 && units !== 0 ? MINUS : ""}${whole}${fraction}`;
}

function fixed(value: number, places: number): string {
  const [whole = "0", fraction] = Math.abs(value).toFixed(places).split(".");
  const text = fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`;
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

const bound = (value: number): string => fixed(value, 2).replace(/^(−?)0\./, "$1.");

const signed = (value: number, places: number): string => withPlus(value, fixed(value, places));

const withPlus = (value: number, text: string): string =>
  value > 0 && /[1-9]/.test(text) ? `+${text}` : text;

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ",");
