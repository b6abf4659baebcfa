/** How much faster than asked the market may run while it makes up for a wait. */
const CATCH_UP = 1.25;
/** Wall time that a turn may be late and still be answered in full; beyond it the wall stood still for us (a suspended laptop). */
const LONGEST_TURN_MICROS = 1_000_000;

/**
 * How far desk time may go, given the wall time that has passed.
 *
 * Nothing is skipped: what could not be reached in time is lag, made up gently, so that a reader who fell
 * behind is not buried.
 */
export class DeskPace {
  #speed: number;
  #wallAt: number;
  #lag = 0;

  /** `wallNow`: microseconds of monotonic time. */
  constructor(speed: number, wallNow: number) {
    this.#speed = speed;
    this.#wallAt = wallNow;
  }

  get speed(): number {
    return this.#speed;
  }

  /** Desk microseconds that the speed has asked for and that were not reached. */
  get lag(): number {
    return this.#lag;
  }

  /** From here on another speed; what was behind is let go. */
  restart(speed: number, wallNow: number): void {
    this.#speed = speed;
    this.#wallAt = wallNow;
    this.#lag = 0;
  }

  /** Desk microseconds that may pass in this turn. */
  allow(wallNow: number): number {
    const passed = Math.min(Math.max(wallNow - this.#wallAt, 0), LONGEST_TURN_MICROS) * this.#speed;
    this.#wallAt = wallNow;
    const wanted = this.#lag + passed;
    this.#lag = wanted;
    return Math.floor(Math.min(wanted, passed * CATCH_UP));
  }

  /** Says how much of it was used. */
  spend(micros: number): void {
    this.#lag -= micros;
  }
}
