/** Bytes on the way to a client beyond which the market waits for it. */
export const PATIENT_BYTES = 1_048_576;
/** How long the market waits before it calls a reader slow and goes on. */
const PATIENCE_MS = 5_000;
/** A slow reader has caught up when so little is on the way. */
const CAUGHT_UP_BYTES = 262_144;
/** A stalled connection is slow from here on: what it loses is not kept. */
const STALLED_BYTES = 8_388_608;
/** Beyond this a reader is given up. */
const HOPELESS_BYTES = 67_108_864;
/** One that was given up still gets what is on the way to it, and the reason, unless it reads nothing for so long. */
const FAREWELL_MS = 10_000;

export type ReadingLimits = Readonly<Partial<Record<"patienceMs" | "hopelessBytes" | "farewellMs", number>>>;

/** Judges whether one client keeps up, from what is on the way to it. */
export class SlowReading {
  readonly farewellMs: number;
  readonly #patienceMs: number;
  readonly #hopelessBytes: number;
  #waitingSinceMs: number | null = null;
  #isSlow = false;

  constructor(limits: ReadingLimits) {
    const { patienceMs = PATIENCE_MS, hopelessBytes = HOPELESS_BYTES, farewellMs = FAREWELL_MS } = limits;
    this.farewellMs = farewellMs;
    this.#patienceMs = patienceMs;
    this.#hopelessBytes = hopelessBytes;
  }

  /** Whether the market may go on; a reader for whom it has waited in vain becomes slow. */
  mayGoOn(backlog: number, nowMs: number): boolean {
    if (this.#isSlow || backlog <= PATIENT_BYTES) {
      this.#waitingSinceMs = null;
      return true;
    }
    this.#waitingSinceMs ??= nowMs;
    if (nowMs - this.#waitingSinceMs < this.#patienceMs) return false;
    this.#waitingSinceMs = null;
    this.#isSlow = true;
    return true;
  }

  /** Looks at the backlog before records are sent. */
  look(backlog: number, isStalled: boolean): "fine" | "slow" | "hopeless" {
    if (backlog > this.#hopelessBytes) return "hopeless";
    if (this.#isSlow && backlog < CAUGHT_UP_BYTES) this.#isSlow = false;
    if (isStalled && backlog > STALLED_BYTES) this.#isSlow = true;
    return this.#isSlow ? "slow" : "fine";
  }
}
