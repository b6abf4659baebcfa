import { epochMicros, type EpochMicros } from "@smart0dte/domain";

export type Speed = number | "max";

/** Microseconds of monotonic time; only differences count. */
export type MonotonicMicros = () => number;

const monotonic: MonotonicMicros = () => performance.now() * 1_000;

/** Desk time as wall time drives it: so many desk seconds a second, from a moment on. */
export class DeskClock {
  readonly #now: MonotonicMicros;
  #speed: Speed;
  #deskAt: number;
  #wallAt: number;
  #wake: (() => void) | null = null;

  constructor(deskNow: EpochMicros, speed: Speed, now: MonotonicMicros = monotonic) {
    this.#now = now;
    this.#speed = speed;
    this.#deskAt = deskNow;
    this.#wallAt = now();
  }

  get speed(): Speed {
    return this.#speed;
  }

  /** At full speed the source alone drives desk time: what it has reached is now. */
  deskNow(reached: EpochMicros): EpochMicros {
    if (this.#speed === "max") return reached;
    return epochMicros(Math.floor(this.#deskAt + (this.#now() - this.#wallAt) * this.#speed));
  }

  setSpeed(speed: Speed, reached: EpochMicros): void {
    this.#deskAt = Math.max(this.deskNow(reached), reached);
    this.#wallAt = this.#now();
    this.#speed = speed;
    this.#wake?.();
  }

  /** The wall stood still for the desk (a restart, a suspended laptop): go on from what was reached. */
  resumeAt(reached: EpochMicros): void {
    this.#deskAt = reached;
    this.#wallAt = this.#now();
  }

  /** Resolves at a desk time, or earlier when the speed changes or {@link wake} is called. */
  async until(at: EpochMicros): Promise<void> {
    if (this.#speed === "max") return;
    const wait = (at - this.deskNow(at)) / this.#speed / 1_000;
    if (wait <= 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.min(wait, LONGEST_WAIT_MS));
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = null;
  }

  wake(): void {
    this.#wake?.();
  }
}

/** Timers beyond this fire at once. */
const LONGEST_WAIT_MS = 1_000_000_000;
