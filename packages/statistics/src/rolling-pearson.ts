import { err, ok } from "@smart0dte/domain";
import { numberFault, refuseSetting, type Fault } from "./input-checks.ts";
import type { Statistic } from "./refusal.ts";

/**
 * Pearson correlation over the last `window` pairs, exactly updated.
 *
 * Welford sums with removal, of values less one that stood in the window (levels far from zero keep their digits);
 * re-summed once every window so that rounding cannot drift.
 */
export class RollingPearson {
  readonly window: number;
  readonly #xs: Float64Array;
  readonly #ys: Float64Array;
  #count = 0;
  #at = 0;
  #sinceSum = 0;
  #baseX = 0;
  #baseY = 0;
  #meanX = 0;
  #meanY = 0;
  #m2x = 0;
  #m2y = 0;
  #cxy = 0;
  /** Pairs since a side last changed its value: what the sums leave of a flat side is rounding. */
  #flatX = 0;
  #flatY = 0;

  /** A whole number from 2. Throws `RefusedSetting`. */
  constructor(window: number) {
    refuseSetting(numberFault("window", window, { from: 2, to: 1e8, whole: true }));
    this.window = window;
    this.#xs = new Float64Array(window);
    this.#ys = new Float64Array(window);
  }

  get n(): number {
    return this.#count;
  }

  get full(): boolean {
    return this.#count === this.window;
  }

  /** Takes a pair, and gives null; or refuses it, says why and stays as it was. */
  push(x: number, y: number): Fault {
    if (!(Number.isFinite(x) && Number.isFinite(y))) return numberFault("x", x) ?? numberFault("y", y);
    const before = (this.#at - 1 + this.window) % this.window;
    this.#flatX = this.#count > 0 && x === this.#xs[before] ? this.#flatX + 1 : 1;
    this.#flatY = this.#count > 0 && y === this.#ys[before] ? this.#flatY + 1 : 1;
    if (this.full) this.#remove(this.#xs[this.#at] ?? 0, this.#ys[this.#at] ?? 0);
    this.#xs[this.#at] = x;
    this.#ys[this.#at] = y;
    this.#at = (this.#at + 1) % this.window;
    this.#add(x, y);
    this.#sinceSum += 1;
    if (this.#sinceSum >= this.window) this.#resum();
    return null;
  }

  /** In [-1, 1]; null until the window is full or while one side does not move. */
  rho(): number | null {
    if (!this.full || this.#flatX >= this.window || this.#flatY >= this.window) return null;
    // two roots: the product of the sums could vanish
    if (this.#m2x <= 0 || this.#m2y <= 0) return null;
    const rho = this.#cxy / (Math.sqrt(this.#m2x) * Math.sqrt(this.#m2y));
    return Number.isFinite(rho) ? Math.max(-1, Math.min(1, rho)) : null;
  }

  /** {@link rho}, or the reason for none. */
  reading(): Statistic<number> {
    const rho = this.rho();
    if (rho !== null) return ok(rho);
    if (!this.full) return err({ code: "tooFew", input: "pairs", given: this.#count, needed: this.window });
    if (this.#flatX >= this.window) return err({ code: "constant", input: "x" });
    if (this.#flatY >= this.window) return err({ code: "constant", input: "y" });
    return err({ code: "notRepresentable", input: "x or y" });
  }

  /** The last pairs, oldest first. */
  last(count: number): readonly (readonly [number, number])[] {
    const pairs: (readonly [number, number])[] = [];
    for (let back = Math.min(count, this.#count); back >= 1; back -= 1) {
      const i = (this.#at - back + this.window) % this.window;
      pairs.push([this.#xs[i] ?? 0, this.#ys[i] ?? 0]);
    }
    return pairs;
  }

  #add(rawX: number, rawY: number): void {
    if (this.#count === 0) {
      this.#baseX = rawX;
      this.#baseY = rawY;
    }
    this.#count += 1;
    const x = rawX - this.#baseX;
    const y = rawY - this.#baseY;
    const dx = x - this.#meanX;
    const dy = y - this.#meanY;
    this.#meanX += dx / this.#count;
    this.#meanY += dy / this.#count;
    this.#m2x += dx * (x - this.#meanX);
    this.#m2y += dy * (y - this.#meanY);
    this.#cxy += dx * (y - this.#meanY);
  }

  #remove(rawX: number, rawY: number): void {
    const left = this.#count - 1;
    const x = rawX - this.#baseX;
    const y = rawY - this.#baseY;
    const dx = x - this.#meanX;
    const dy = y - this.#meanY;
    this.#meanX = left === 0 ? 0 : this.#meanX - dx / left;
    this.#meanY = left === 0 ? 0 : this.#meanY - dy / left;
    this.#m2x -= dx * (x - this.#meanX);
    this.#m2y -= dy * (y - this.#meanY);
    this.#cxy -= dx * (y - this.#meanY);
    this.#count = left;
  }

  #resum(): void {
    const count = this.#count;
    this.#count = this.#meanX = this.#meanY = this.#m2x = this.#m2y = this.#cxy = this.#sinceSum = 0;
    for (let i = 0; i < count; i += 1) this.#add(this.#xs[i] ?? 0, this.#ys[i] ?? 0);
  }
}
