import type { EpochMicros, FeedAlarm, FeedConnection, FeedLine } from "@smart0dte/domain";

/** An alarm that was not repeated for so long is over. */
const ALARM_LASTS_MS = 45_000;
const MEASURED_EVERY_MS = 1_000;

export interface LineDelays {
  readonly feed: number | null;
  readonly exchange: number | null;
}

/** How the line to the market stands, for the screen; a new object whenever something has changed. */
export class LineBoard {
  readonly #connections = new Map<string, FeedConnection>();
  readonly #alarms = new Map<string, { readonly alarm: FeedAlarm; readonly heardMs: number }>();
  #lagMicros: number | null = null;
  #conflated = 0;
  #delays: LineDelays = { feed: null, exchange: null };
  #line: FeedLine | null = null;
  #measuredAt = Number.NEGATIVE_INFINITY;

  /** Data sets that the desk wants; none of them is connected yet. */
  constructor(datasets: readonly string[], at: EpochMicros) {
    for (const dataset of datasets)
      this.#connections.set(dataset, { dataset, state: "connecting", since: at, why: null });
  }

  get line(): FeedLine {
    this.#forgetAlarms();
    this.#line ??= {
      connections: [...this.#connections.values()],
      alarms: [...this.#alarms.values()].map(({ alarm }) => alarm),
      lagMicros: this.#lagMicros,
      conflated: this.#conflated,
      loopDelayMs: this.#delays,
    };
    return this.#line;
  }

  get isStreaming(): boolean {
    return [...this.#connections.values()].every(({ state }) => state === "streaming" || state === "failed");
  }

  connection({ dataset, state, since, why }: FeedConnection): void {
    const before = this.#connections.get(dataset);
    if (before?.state === state && before.why === why) return;
    const began = before?.state === state ? before.since : since;
    this.#connections.set(dataset, { dataset, state, since: began, why });
    this.#line = null;
  }

  alarm(alarm: FeedAlarm): void {
    this.#alarms.set(alarm.code, { alarm, heardMs: performance.now() });
    this.#line = null;
  }

  /** The simulated exchange's own word; what is only measured is shown anew once a second. */
  exchange(lagMicros: number, loopDelayMs: number): void {
    this.#lagMicros = lagMicros;
    this.#delays = { ...this.#delays, exchange: loopDelayMs };
    const now = performance.now();
    if (now - this.#measuredAt < MEASURED_EVERY_MS) return;
    this.#measuredAt = now;
    this.#line = null;
  }

  counts(conflated: number, loopDelayMs: number | null): void {
    this.#conflated = conflated;
    this.#delays = { ...this.#delays, feed: loopDelayMs };
    this.#line = null;
  }

  #forgetAlarms(): void {
    for (const [code, { heardMs }] of this.#alarms) {
      if (performance.now() - heardMs <= ALARM_LASTS_MS) continue;
      this.#alarms.delete(code);
      this.#line = null;
    }
  }
}
