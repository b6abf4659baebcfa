import {
  MICROS_PER_MINUTE,
  epochMicros,
  type Confidence,
  type EpochMicros,
  type MinuteMark,
  type Signal,
  type SignalOutcome,
  type Ticker,
} from "@smart0dte/domain";

interface Watched {
  readonly signal: Signal;
  readonly deadline: EpochMicros;
  /** Minutes seen since. */
  seen: number;
}

type Result = SignalOutcome["result"];
type Record = Pick<Confidence, "outcomes" | "won">;

const NONE: Record = { outcomes: 0, won: 0 };

/**
 * Follows every signal on minute bars until it is won, lost or its horizon is over.
 *
 * A bar counts when it ends after the signal and no later than its horizon; the bar under way when the signal was made
 * counts whole, for signals are made as a minute closes. A bar that touches both sides is lost.
 */
export class OutcomeTracker {
  #watched: readonly Watched[] = [];
  readonly #records = new Map<string, Record>();

  watch(signal: Signal): void {
    const deadline = epochMicros(signal.at + signal.horizonMinutes * MICROS_PER_MINUTE);
    this.#watched = [...this.#watched, { signal, deadline, seen: 0 }];
  }

  /** What was measured so far of this kind of signal. */
  record(ticker: Ticker, direction: Signal["direction"]): Record {
    return this.#records.get(kindOf(ticker, direction)) ?? NONE;
  }

  /** What a minute decides. `at` is when it became known. */
  take(mark: MinuteMark, at: EpochMicros): readonly SignalOutcome[] {
    return this.#settle(at, (watched) => {
      const { signal, deadline } = watched;
      if (signal.ticker !== mark.ticker || mark.end <= signal.at) return null;
      if (mark.end > deadline) return untouched(watched);
      watched.seen += 1;
      const touched = touchOf(signal, mark);
      const isLast = mark.end + MICROS_PER_MINUTE > deadline;
      return touched ?? (isLast ? untouched(watched) : null);
    });
  }

  /** Decides what nothing can change any more, also where minutes are missing. */
  passTime(at: EpochMicros): readonly SignalOutcome[] {
    return this.#settle(at, (watched) => (at >= watched.deadline ? untouched(watched) : null));
  }

  #settle(at: EpochMicros, resultOf: (watched: Watched) => Result | null): readonly SignalOutcome[] {
    const outcomes: SignalOutcome[] = [];
    this.#watched = this.#watched.filter((watched) => {
      const result = resultOf(watched);
      if (result === null) return true;
      const { id, ticker, direction } = watched.signal;
      outcomes.push({ type: "signalOutcome", signalId: id, at, result });
      const { outcomes: before, won } = this.record(ticker, direction);
      this.#records.set(kindOf(ticker, direction), {
        outcomes: before + 1,
        won: won + (result === "won" ? 1 : 0),
      });
      return false;
    });
    return outcomes;
  }
}

/** Up and down are one kind: the same score with another sign. */
const kindOf = (ticker: Ticker, direction: Signal["direction"]): string =>
  `${ticker}/${direction === "neutral" ? "neutral" : "directional"}`;

function touchOf({ direction, reference, expectedMove }: Signal, { high, low }: MinuteMark): Result | null {
  const above = high >= reference + expectedMove;
  const below = low <= reference - expectedMove;
  const [wins, loses] =
    direction === "up" ? [above, below] : direction === "down" ? [below, above] : [false, above || below];
  if (loses) return "lost";
  return wins ? "won" : null;
}

/** A neutral signal is won by staying inside, but only where every minute was there to be seen. */
const untouched = ({ signal, seen }: Watched): Result =>
  signal.direction === "neutral" && seen === signal.horizonMinutes ? "won" : "untouched";
