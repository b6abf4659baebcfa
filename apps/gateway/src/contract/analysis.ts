import { z } from "zod";
import { Ticker } from "./market.ts";
import { At, How, Num, Src, valueOf } from "./value.ts";

/** The out-of-the-money side of one strike, from its bid, its middle and its ask. Volatilities are fractions: 0.184. */
export const SmileQuote = z.object({
  /** Dollars. */
  strike: z.number(),
  right: z.enum(["C", "P"]),
  bidIv: z.number().nullable(),
  midIv: z.number().nullable(),
  askIv: z.number().nullable(),
  /** Why there is no middle: the quote's fault, or that a side is missing. Null where there is one. */
  why: z.string().nullable(),
});
export type SmileQuote = z.infer<typeof SmileQuote>;

/** The curve through the middles, free of butterfly arbitrage. */
export const FittedSmile = z.object({
  /** `flat` where the quotes bear no more than one volatility for all strikes. */
  form: z.enum(["density", "flat"]),
  /** Quotes used; the lowest and highest strike of them. */
  points: z.number().int(),
  low: z.number(),
  high: z.number(),
  /** Root mean square of what the fit misses the middles by, in half-spreads; 1 is the edge of the quote. */
  residual: z.number(),
  /** Share of the quotes used that the fit lies in. */
  inside: z.number(),
  /** Strike in dollars and its volatility, strikes ascending, from `low` to `high`. */
  curve: z.array(z.tuple([z.number(), z.number()])),
});
export type FittedSmile = z.infer<typeof FittedSmile>;

/** Where the price may end by the options' own density: risk-neutral, not a forecast. */
export const DensityReading = z.object({
  /** Price in dollars and probability per dollar, prices ascending. */
  curve: z.array(z.tuple([z.number(), z.number()])),
  /** Price below which the share lies: 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99. */
  quantiles: z.array(z.object({ share: z.number(), price: z.number() })),
  /** Of the log price; 0 and 3 for a normal. */
  skewness: z.number(),
  kurtosis: z.number(),
  /** Probability below the lowest and above the highest strike used: the fit's own tails, quoted by nobody. */
  unquotedBelow: z.number(),
  unquotedAbove: z.number(),
});
export type DensityReading = z.infer<typeof DensityReading>;

/** What people call the expected move, by its true name. */
export const MoveReading = z.object({
  name: z.enum(["straddle85", "straddle", "deviation"]),
  /** Dollars to either side of the forward; `low` and `high` are the forward less and plus it. */
  width: z.number(),
  low: z.number(),
  high: z.number(),
  /** Probability of ending inside: under the fitted density, and under one lognormal. */
  coverage: z.number(),
  lognormal: z.number(),
});
export type MoveReading = z.infer<typeof MoveReading>;

/** Gamma: dollars of delta per 1 % move. Vanna: per volatility point. Charm: per minute. {@link EXPOSURE_WORDS} */
export const Exposure = z.object({ gamma: z.number(), vanna: z.number(), charm: z.number() });
export type Exposure = z.infer<typeof Exposure>;

/** Dealers' exposure on one basis. Signs are those of the first convention of the basis: times its `factor` for another. */
export const ExposureReading = z.object({
  total: Exposure,
  /** At most 41 strikes round the forward, ascending; the total counts all. */
  strikes: z.array(z.object({ strike: z.number(), calls: Exposure, puts: Exposure })),
  /** Strikes that the total counts. */
  counted: z.number().int(),
  /** Contracts that count nothing, because no volatility or no number of contracts is known for them. */
  left: z.number().int(),
  /** Spots at which the total gamma changes its sign, ascending; none or several. The same under every convention. */
  flips: z.array(z.number()),
  /** Lowest and highest of the 120 spots looked at. */
  searched: z.tuple([z.number(), z.number()]),
  /** Strike of the largest call and put gamma by size; null where there is none. */
  callWall: z.number().nullable(),
  putWall: z.number().nullable(),
});
export type ExposureReading = z.infer<typeof ExposureReading>;

/** Contracts printed today, by who is taken to have started the trade. */
export const FlowReading = z.object({
  bought: z.number(),
  sold: z.number(),
  /** Neither: at the middle without an earlier price, or no quote that could be used. */
  unsigned: z.number(),
});
export type FlowReading = z.infer<typeof FlowReading>;

/** One ticker's chain read as a whole, about once a second: a reading for people; nothing is decided by it. */
export const AnalysisFrame = z.object({
  ticker: Ticker,
  expiry: z.string(),
  at: At,
  secondsToClose: z.number(),
  how: How,
  src: Src,
  /** Dollars. */
  spot: Num,
  forward: Num,
  forwardFrom: z.enum(["parity", "spot"]).nullable(),
  /** At the forward, by the fit. */
  atmIv: Num,
  /** At most 41 strikes round the forward, ascending. */
  quotes: z.array(SmileQuote),
  smile: valueOf(FittedSmile),
  density: valueOf(DensityReading),
  /** Narrowest first. */
  moves: valueOf(z.array(MoveReading)),
  /** By the open interest of the evening before, which holds nothing of today. */
  openInterest: valueOf(ExposureReading),
  /** By today's prints: dealers hold the other side of what customers bought and sold. */
  signedFlow: valueOf(ExposureReading),
  /** What the prints come to; null where this market has none. */
  flow: valueOf(z.object({ calls: FlowReading, puts: FlowReading })),
});
export type AnalysisFrame = z.infer<typeof AnalysisFrame>;

export type ExposureBasis = "openInterest" | "signedFlow";

/** What each figure is: to be shown beside it. */
export const EXPOSURE_WORDS = {
  gamma: {
    unit: "$ of delta per 1 % move",
    formula: "sign × gamma × contracts × 100 × forward² × 0.01",
  },
  vanna: {
    unit: "$ of delta per volatility point",
    formula: "sign × vanna × contracts × 100 × forward × 0.01",
  },
  charm: {
    unit: "$ of delta per minute",
    formula: "sign × charm × contracts × 100 × forward / 525,600",
  },
  flips:
    "Spots within ±1.5 % (120 of them) at which the total gamma is zero; each strike keeps its volatility",
  walls: "Strikes with the largest call and put gamma",
  bases: {
    openInterest: "Open interest of the evening before: what was opened today is not in it",
    signedFlow:
      "Prints of today signed by the quote that stood: above its middle bought, below sold, at it by the price before",
  },
} as const;

/** Whose side dealers are taken to be on: an assumption, to be named beside every figure. The first is the default. */
export const EXPOSURE_CONVENTIONS: Readonly<
  Record<ExposureBasis, readonly { readonly name: string; readonly factor: 1 | -1; readonly words: string }[]>
> = {
  openInterest: [
    { name: "callsLong", factor: 1, words: "Assumed: dealers long calls (+1), short puts (−1)" },
    { name: "callsShort", factor: -1, words: "Assumed: dealers short calls (−1), long puts (+1)" },
  ],
  signedFlow: [
    {
      name: "againstCustomers",
      factor: 1,
      words: "Assumed: dealers on the other side of every signed print",
    },
    { name: "withCustomers", factor: -1, words: "The customers' own side of every signed print" },
  ],
};

export const MOVE_WORDS: Readonly<Record<MoveReading["name"], string>> = {
  straddle85: "0.85 of the straddle",
  straddle: "Straddle at the money",
  deviation: "One standard deviation",
};

/** {@link LADDER_WORDS} says the units. At the close gamma, theta and charm are 0. */
export const LadderCell = z.object({
  value: z.number(),
  /** Null at the close exactly on a strike that is held, where delta jumps: `why` of the ladder's words. */
  delta: z.number().nullable(),
  gamma: z.number(),
  theta: z.number(),
  charm: z.number(),
});
export type LadderCell = z.infer<typeof LadderCell>;

export const LadderRung = z.object({
  /** Seconds from `at`; 0 is now. */
  after: z.number(),
  /** Desk time of the rung. */
  at: At,
  /** 0 is the close itself, where exercise decides. */
  secondsToClose: z.number(),
  /** A cell for each move. */
  cells: z.array(LadderCell),
});
export type LadderRung = z.infer<typeof LadderRung>;

/** A contract, a structure or the part of a book in one ticker. */
export const TickerLadder = z.object({
  ticker: Ticker,
  /** Dollars: where the middle of the grid lies. */
  forward: z.number(),
  forwardFrom: z.enum(["parity", "spot"]),
  /** Dollars, one for each move. */
  spots: z.array(z.number()),
  legs: z.array(
    z.object({
      symbol: z.string(),
      right: z.enum(["C", "P"]),
      strike: z.number(),
      /** Contracts, short negative. */
      quantity: z.number().int(),
      /** Kept at every spot and moment (sticky strike). */
      iv: z.number(),
      /** From the strike's own out-of-the-money quote, else from the fitted smile. */
      ivFrom: z.enum(["quote", "smile"]),
      at: At,
    }),
  ),
  rungs: z.array(LadderRung),
});
export type TickerLadder = z.infer<typeof TickerLadder>;

/** Answer of {@link ROUTES.ladder}. What time and price will do, second-accurate to the session's close. */
export const LadderFrame = z.object({
  /** As it was asked: `book`, `position:ID`, `plan:ID`, `contract:SYMBOL`, `legs:LEGS`. */
  of: z.string(),
  /** `share`: of one share of one contract. `position`: of all contracts held, times 100. */
  scale: z.enum(["share", "position"]),
  at: At,
  how: How,
  src: Src,
  /** Fractions of the forward, ascending, 0 in the middle: -0.01 is 1 % lower. */
  moves: z.array(z.number()),
  /** Empty where nothing is held and while the market gives no forward or volatility: `why` says which. */
  tickers: z.array(TickerLadder),
  /**
   * All tickers moving by the same fraction at once, in dollars ({@link LADDER_WORDS}); null for `share`, and for nothing.
   */
  together: z.array(LadderRung).nullable(),
  /** Why there is nothing, or what is left out; null where all is there. */
  why: z.string().nullable(),
});
export type LadderFrame = z.infer<typeof LadderFrame>;

/**
 * `of`: `book`, `position:ID`, `plan:ID`, `contract:SYMBOL` (OSI, blanks left out) or `legs:LEGS`, one package of them
 * ({@link PackageQuery}).
 */
export const LadderQuery = z.object({
  of: z.string().max(160),
  /** Half width of the grid as a fraction; left out: three expected moves to the close, 0.2 % to 3 %. */
  width: z.coerce.number().min(0.001).max(0.1).optional(),
  /** Odd, so that the forward itself is in it. */
  points: z.coerce
    .number()
    .int()
    .min(3)
    .max(61)
    .refine((points) => points % 2 === 1, "must be odd")
    .optional(),
});
export type LadderQuery = z.infer<typeof LadderQuery>;

/** Units of a ladder's cells, by scale and for `together`. */
export const LADDER_WORDS = {
  share: {
    value: "$ a share",
    delta: "$ a share per $1",
    gamma: "delta per $1",
    theta: "$ a share per hour",
    charm: "delta per hour",
  },
  position: {
    value: "$",
    delta: "shares ($ per $1)",
    gamma: "shares per $1",
    theta: "$ per hour",
    charm: "shares per hour",
  },
  together: {
    value: "$",
    delta: "$ per 1 % move",
    gamma: "$ per 1 %, per 1 % move",
    theta: "$ per hour",
    charm: "$ per 1 %, per hour",
  },
  model: "Black-Scholes, no rate; each strike keeps its volatility; at the close what exercise pays",
  atStrike: "Exactly at a strike held: delta jumps there, none is stated",
} as const;
