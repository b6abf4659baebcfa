import { err, ok, type Result } from "./result.ts";

/** How far the desk goes by itself: propose only, wait for acceptance, or trade within limits. */
export const AUTOMATIONS = ["OFF", "ASK", "AUTO"] as const;
export type Automation = (typeof AUTOMATIONS)[number];

/**
 * What is done about legs that traded without the rest of their package: sell them back, trade the rest, or buy the
 * long legs that bound the loss. What is left of a close is always closed.
 */
export const ORPHAN_POLICIES = ["reverse", "complete", "hedge"] as const;
export type OrphanPolicy = (typeof ORPHAN_POLICIES)[number];

/** What a person may set while the desk runs. Fractions are of 1; dollars are whole. */
export interface Parameters {
  readonly automation: Automation;
  /** Most packages in one order. */
  readonly tradeSize: number;
  /** Net profit aimed at, as a fraction of maximum loss. A target a trader selects, no promise. */
  readonly profitTarget: number;
  /** Loss at which a position is closed, as a fraction of maximum loss. */
  readonly stopLoss: number;
  readonly confidenceThreshold: number;
  /** Largest share of maximum profit that a target may ask for. */
  readonly targetShareCeiling: number;
  readonly maxLossPerPositionUsd: number;
  readonly maxDailyLossPerTickerUsd: number;
  readonly maxDailyLossUsd: number;
  /** Sum of maximum losses of all that is open or working. */
  readonly maxPortfolioRiskUsd: number;
  readonly maxOpenPositions: number;
  readonly flatBeforeCloseMinutes: number;
  readonly openingCutoffMinutes: number;
  readonly expectancyGate: "on" | "off";
  /** Steps in which an opening goes from the middle towards the executable price; 0 places it at its worst at once. */
  readonly walkSteps: number;
  readonly walkEverySeconds: number;
  readonly orphanPolicy: OrphanPolicy;
  /** The most that repairing an opening may lose; beyond it a person decides. */
  readonly orphanLossBoundUsd: number;
  /**
   * How far a short leg's price may run before the broker itself buys it back, in ways from a credit package's entry
   * to its stop; 0 lets nothing rest at the broker.
   */
  readonly restingStopReach: number;
}

export type ParameterName = keyof Parameters;

export interface ParameterChange {
  readonly name: ParameterName;
  readonly value: number | string;
}

/** How a parameter is shown and what it may be. */
export type ParameterSpec =
  | {
      readonly kind: "number";
      readonly label: string;
      readonly unit: string;
      readonly default: number;
      readonly floor: number;
      readonly ceiling: number;
      readonly whole: boolean;
      readonly effect: string;
    }
  | {
      readonly kind: "choice";
      readonly label: string;
      readonly unit: string;
      readonly default: string;
      readonly choices: readonly string[];
      readonly effect: string;
    };

const number = (
  label: string,
  range: { unit: string; default: number; floor: number; ceiling: number; whole?: boolean },
  effect: string,
): ParameterSpec => ({ kind: "number", label, whole: false, ...range, effect });

const NEXT_PLAN = "next plan on; open positions keep theirs";

/** One table: defaults, bounds, units and words. The bounds are the administrator's ceiling. */
export const PARAMETER_SPECS: Readonly<Record<ParameterName, ParameterSpec>> = {
  automation: {
    kind: "choice",
    label: "Automation",
    unit: "",
    default: "ASK",
    choices: AUTOMATIONS,
    effect: "at once; OFF proposes only, ASK waits for acceptance, AUTO trades within limits",
  },
  tradeSize: number(
    "Trade size",
    { unit: "packages", default: 5, floor: 1, ceiling: 50, whole: true },
    "next order on",
  ),
  profitTarget: number(
    "Profit target",
    { unit: "of maximum loss", default: 0.1, floor: 0.02, ceiling: 1 },
    NEXT_PLAN,
  ),
  stopLoss: number("Stop", { unit: "of maximum loss", default: 0.2, floor: 0.05, ceiling: 1 }, NEXT_PLAN),
  confidenceThreshold: number(
    "Confidence threshold",
    { unit: "probability", default: 0.58, floor: 0.5, ceiling: 0.95 },
    "next signal on",
  ),
  targetShareCeiling: number(
    "Target at most",
    { unit: "of maximum profit", default: 0.6, floor: 0.1, ceiling: 1 },
    NEXT_PLAN,
  ),
  maxLossPerPositionUsd: number(
    "Maximum loss per position",
    { unit: "USD", default: 1000, floor: 50, ceiling: 20_000, whole: true },
    "next order on",
  ),
  maxDailyLossPerTickerUsd: number(
    "Daily loss per ticker",
    { unit: "USD", default: 600, floor: 50, ceiling: 20_000, whole: true },
    "at once",
  ),
  maxDailyLossUsd: number(
    "Daily loss of the book",
    { unit: "USD", default: 1000, floor: 50, ceiling: 50_000, whole: true },
    "at once",
  ),
  maxPortfolioRiskUsd: number(
    "Risk of the book",
    { unit: "USD", default: 3000, floor: 50, ceiling: 100_000, whole: true },
    "next order on",
  ),
  maxOpenPositions: number(
    "Open positions",
    { unit: "positions", default: 4, floor: 1, ceiling: 20, whole: true },
    "next order on",
  ),
  flatBeforeCloseMinutes: number(
    "Flat before the close",
    { unit: "minutes", default: 15, floor: 1, ceiling: 120, whole: true },
    "at once",
  ),
  openingCutoffMinutes: number(
    "No opening before the close",
    { unit: "minutes", default: 30, floor: 1, ceiling: 240, whole: true },
    "next plan on",
  ),
  expectancyGate: {
    kind: "choice",
    label: "Expectancy gate",
    unit: "",
    default: "on",
    choices: ["on", "off"],
    effect: "next plan on; off trades although expectancy is unproven, and says so",
  },
  walkSteps: number(
    "Price walk",
    { unit: "steps", default: 0, floor: 0, ceiling: 20, whole: true },
    "next order on; 0 places an opening at its worst price, more starts at the middle and steps towards the market",
  ),
  walkEverySeconds: number(
    "Price walk every",
    { unit: "seconds", default: 5, floor: 1, ceiling: 60, whole: true },
    "next order on",
  ),
  orphanPolicy: {
    kind: "choice",
    label: "Orphan legs",
    unit: "",
    default: "reverse",
    choices: ORPHAN_POLICIES,
    effect: "at once; what a package that only half traded left behind is reversed, completed or hedged",
  },
  orphanLossBoundUsd: number(
    "Repair of orphan legs at most",
    { unit: "USD of loss", default: 100, floor: 0, ceiling: 20_000, whole: true },
    "at once; beyond it nothing is sent and a person decides",
  ),
  restingStopReach: number(
    "Resting stop at the broker",
    { unit: "ways to the stop", default: 0, floor: 0, ceiling: 10, whole: true },
    "at once; 0 is off, more rests a stop-limit on each short leg of a credit package, for a lost connection",
  ),
};

export const PARAMETER_NAMES = Object.keys(PARAMETER_SPECS) as readonly ParameterName[];

export const isParameterName = (name: string): name is ParameterName => Object.hasOwn(PARAMETER_SPECS, name);

/** The table's defaults; a mode may start from another automation level or gate. */
export function defaultParameters(over: Partial<Parameters> = {}): Parameters {
  const defaults = Object.fromEntries(PARAMETER_NAMES.map((name) => [name, PARAMETER_SPECS[name].default]));
  return { ...(defaults as unknown as Parameters), ...over };
}

export interface ParameterFault {
  readonly name: string;
  readonly value: number | string;
  /** A sentence: `Stop must be 0.05 to 1 of maximum loss; you entered 5.` */
  readonly sentence: string;
}

/** All changes or none. Out of range is refused with a sentence, never clamped. */
export function applyParameters(
  now: Parameters,
  changes: readonly ParameterChange[],
): Result<Parameters, ParameterFault> {
  let next: Parameters = now;
  for (const { name, value } of changes) {
    const fault = parameterFault(name, value);
    if (fault !== null) return err({ name, value, sentence: fault });
    next = { ...next, [name]: value };
  }
  return ok(next);
}

function parameterFault(name: string, value: number | string): string | null {
  const spec = isParameterName(name) ? PARAMETER_SPECS[name] : undefined;
  if (spec === undefined) return `There is no parameter ${name}.`;
  if (spec.kind === "choice") {
    return typeof value === "string" && spec.choices.includes(value)
      ? null
      : `${spec.label} must be one of ${spec.choices.join(", ")}; you entered ${value}.`;
  }
  const inRange = typeof value === "number" && value >= spec.floor && value <= spec.ceiling;
  if (!inRange)
    return `${spec.label} must be ${spec.floor} to ${spec.ceiling} ${spec.unit}; you entered ${value}.`;
  return spec.whole && !Number.isInteger(value)
    ? `${spec.label} must be a whole number; you entered ${value}.`
    : null;
}
