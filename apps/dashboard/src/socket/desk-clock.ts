/** What every badge of one render reads: one instant for all of them. */
export interface ClockView {
  /** Desk time in microseconds; null before the first beat. */
  readonly now: number | null;
  /** Microseconds of desk time that pass between two looks at the desk: a younger age says nothing. */
  readonly grain: number;
  /** Milliseconds of wall time since the last beat; null before the first. */
  readonly silenceMs: number | null;
  /** Desk time of the last beat, microseconds; null before the first. */
  readonly beatAt: number | null;
  /** Wall time by the server minus wall time here, milliseconds, when the beat came. */
  readonly wallSkewMs: number | null;
}

export interface ClockBeat {
  readonly deskNow: number;
  readonly wallNow: number;
  readonly speed: number | null;
}

/** The screen runs its clock at most this far beyond the last beat. */
export const EXTRAPOLATION_MS = 2_000;
export const DELAYED_MS = 2_000;
export const DISCONNECTED_MS = 5_000;
const TICK_MS = 250;
/** Ten frames a second, their way here and the wait for the next paint and tick. */
const LOOK_EVERY_MS = 400;

const NOTHING_HEARD: ClockView = { now: null, grain: 0, silenceMs: null, beatAt: null, wallSkewMs: null };

export interface ClockSource {
  /** Milliseconds that never go back. */
  readonly monotonic: () => number;
  /** Milliseconds since 1970, only to tell a person that this computer's clock is off. */
  readonly wall: () => number;
}

/**
 * The desk's time as this screen knows it: the last beat, run on at the desk's speed for at most two seconds.
 *
 * Ages are never taken from the browser's own clock.
 */
export class DeskClock {
  readonly #source: ClockSource;
  readonly #listeners = new Set<() => void>();
  #beat: { readonly value: ClockBeat; readonly heardAt: number; readonly wallSkewMs: number } | null = null;
  #view: ClockView = NOTHING_HEARD;
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(source: ClockSource) {
    this.#source = source;
  }

  /** Takes the server's beat as the new truth. */
  heard(beat: ClockBeat): void {
    const wallSkewMs = beat.wallNow - this.#source.wall();
    this.#beat = { value: beat, heardAt: this.#source.monotonic(), wallSkewMs };
    if (this.#view.now === null) this.tick();
  }

  /** The instant of the last tick; the same object until the next. */
  view = (): ClockView => this.#view;

  /** Four times a second while anybody looks. */
  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => {
      this.tick();
    }, TICK_MS);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0 || this.#timer === null) return;
      clearInterval(this.#timer);
      this.#timer = null;
    };
  };

  tick(): void {
    this.#view = this.#read();
    for (const listener of this.#listeners) listener();
  }

  #read(): ClockView {
    if (this.#beat === null) return NOTHING_HEARD;
    const { value, heardAt, wallSkewMs } = this.#beat;
    const silenceMs = this.#source.monotonic() - heardAt;
    // at full speed there is no pace to run on with: the clock stands between beats
    const ran = Math.min(silenceMs, EXTRAPOLATION_MS) * 1_000 * (value.speed ?? 0);
    const grain = LOOK_EVERY_MS * 1_000 * (value.speed ?? 0);
    return {
      now: Math.round(value.deskNow + ran),
      grain,
      silenceMs,
      beatAt: value.deskNow,
      wallSkewMs,
    };
  }
}

/** How the line to the desk stands by the silence since the last beat. */
export function lineWord(silenceMs: number | null): "WAITING" | "LIVE" | "DELAYED" | "DISCONNECTED" {
  if (silenceMs === null) return "WAITING";
  if (silenceMs >= DISCONNECTED_MS) return "DISCONNECTED";
  return silenceMs >= DELAYED_MS ? "DELAYED" : "LIVE";
}
