import {
  MICROS_PER_MINUTE,
  type EpochMicros,
  type IndexView,
  type Regime,
  type RegimeView,
} from "@smart0dte/domain";

/** VIX at which the next regime begins; leaving it takes a fall of {@link HYSTERESIS} below. */
const BOUNDS = { medium: 16, high: 24, emergency: 35 } as const;
const HYSTERESIS = 1;
/** A rise by this fraction within {@link SPEED_MINUTES} is an emergency at any level, until it is below {@link CALM_RISE}. */
const EMERGENCY_RISE = 0.2;
const CALM_RISE = 0.15;
const SPEED_MINUTES = 30;
const LEVELS = ["low", "medium", "high", "emergency"] as const;
type Level = (typeof LEVELS)[number];

export interface RegimeState {
  readonly view: RegimeView | null;
  /** By the last fresh VIX: what hysteresis goes on from, also after an interruption. */
  readonly level: Level | null;
  /** The rise was an emergency. */
  readonly isFast: boolean;
  /** Lowest VIX of each minute of the last half-hour. */
  readonly recent: readonly { readonly at: EpochMicros; readonly level: number }[];
}

export const initialRegime: RegimeState = { view: null, level: null, isFast: false, recent: [] };

/** The regime of this minute. Stale or missing VIX raises caution and never lowers it. */
export function regimeStep(state: RegimeState, at: EpochMicros, vix: IndexView): RegimeState {
  if (vix.level === null || vix.level <= 0 || vix.stale)
    return { ...state, view: withoutVix(state, at, vix) };
  const recent = recentWith(state.recent, at, vix.level);
  const lowest = Math.min(...recent.map(({ level }) => level));
  const isFast = vix.level >= lowest * (1 + (state.isFast ? CALM_RISE : EMERGENCY_RISE));
  const level = levelWithHysteresis(vix.level, state.level);
  const rise = (vix.level / lowest - 1) * 100;
  const speed = `+${rise.toFixed(1)} % from the low of ${SPEED_MINUTES} min`;
  const why =
    `VIX ${vix.level.toFixed(2)}, ${speed}; bounds ${BOUNDS.medium}/${BOUNDS.high}/${BOUNDS.emergency}, ` +
    `hysteresis ${HYSTERESIS}, emergency at +${EMERGENCY_RISE * 100} % until below +${CALM_RISE * 100} %`;
  const view = { at, regime: isFast ? "emergency" : level, vix: vix.level, how: vix.how, why } as const;
  return { view, level, isFast, recent };
}

function withoutVix({ view }: RegimeState, at: EpochMicros, vix: IndexView): RegimeView {
  const before = view?.regime ?? null;
  const why =
    vix.why ?? `VIX is ${ageOf(at, vix)} old; its last level was ${vix.level?.toFixed(2) ?? "none"}`;
  const regime: Regime = before === "high" || before === "emergency" ? before : "unknown";
  return { at, regime, vix: vix.level, how: vix.how, why };
}

function recentWith(recent: RegimeState["recent"], at: EpochMicros, level: number): RegimeState["recent"] {
  const since = at - SPEED_MINUTES * MICROS_PER_MINUTE;
  const kept = recent.filter((past) => past.at >= since);
  const last = kept.at(-1);
  if (last === undefined || minuteOf(last.at) !== minuteOf(at)) return [...kept, { at, level }];
  return [...kept.slice(0, -1), { at, level: Math.min(last.level, level) }];
}

function levelWithHysteresis(vix: number, before: Level | null): Level {
  const up = rankOf(vix);
  const held = before === null ? -1 : LEVELS.indexOf(before);
  const rank = held <= up ? up : Math.min(held, rankOf(vix + HYSTERESIS));
  return LEVELS[rank] ?? "emergency";
}

const rankOf = (vix: number): number =>
  vix >= BOUNDS.emergency ? 3 : vix >= BOUNDS.high ? 2 : vix >= BOUNDS.medium ? 1 : 0;

const minuteOf = (at: EpochMicros): number => Math.floor(at / MICROS_PER_MINUTE);

const ageOf = (at: EpochMicros, vix: IndexView): string =>
  vix.at === null ? "of unknown age" : `${Math.round((at - vix.at) / 1_000_000)} s`;
