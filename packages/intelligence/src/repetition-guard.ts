import { MICROS_PER_MINUTE, type EpochMicros, type Signal, type Ticker } from "@smart0dte/domain";

/** Minutes in which the same view of a ticker is not told again. */
const QUIET_MINUTES: Readonly<Record<Signal["direction"], number>> = { up: 10, down: 10, neutral: 30 };
/** Unless its score has grown by this. */
const MATERIAL_GROWTH = 0.25;

interface Told {
  readonly at: EpochMicros;
  readonly strength: number;
}

type View = Pick<Signal, "ticker" | "direction" | "score" | "at">;

/** Remembers what was told last, so that a view that persists does not flood screen and log. */
export class RepetitionGuard {
  readonly #told = new Map<string, Told>();

  isNews({ ticker, direction, score, at }: View): boolean {
    const told = this.#told.get(keyOf(ticker, direction));
    if (told === undefined || at - told.at >= QUIET_MINUTES[direction] * MICROS_PER_MINUTE) return true;
    return direction !== "neutral" && Math.abs(score) - told.strength >= MATERIAL_GROWTH;
  }

  remember({ ticker, direction, score, at }: View): void {
    this.#told.set(keyOf(ticker, direction), { at, strength: Math.abs(score) });
  }
}

const keyOf = (ticker: Ticker, direction: Signal["direction"]): string => `${ticker}/${direction}`;
