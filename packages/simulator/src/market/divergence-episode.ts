import { PLANTED, type Divergence } from "./model-parameters.ts";

/**
 * A ticker's departure from what the model says, in log price: it builds, swings and ends at zero.
 *
 * The whole displacement is temporary: what it adds to the price it takes back.
 */
export class DivergenceEpisode {
  #shape: Divergence | null = null;
  #from = 0;
  #to = 0;
  #age = 0;
  #displacement = 0;

  get displacement(): number {
    return this.#displacement;
  }

  get isRunning(): boolean {
    return this.#shape !== null;
  }

  get isBuilding(): boolean {
    return this.#shape !== null && this.#age < this.#shape.buildMicros;
  }

  /** Starts anew from where the price is displaced now; `to` is the displacement at the first peak, signed. */
  begin(shape: Divergence, to: number): void {
    this.#shape = shape;
    this.#from = this.#displacement;
    this.#to = to;
    this.#age = 0;
  }

  step(micros: number): void {
    if (this.#shape === null) return;
    this.#age += micros;
    const { buildMicros, peaks } = this.#shape;
    if (this.#age <= buildMicros) {
      const built = Math.sin(((Math.PI / 2) * this.#age) / buildMicros);
      this.#displacement = this.#from + (this.#to - this.#from) * built;
      return;
    }
    const halfPeriods = (this.#age - buildMicros) / PLANTED.halfPeriodMicros;
    const isOver = halfPeriods >= peaks - 0.5;
    this.#displacement = isOver ? 0 : this.#to * Math.cos(Math.PI * halfPeriods);
    if (isOver) this.#shape = null;
  }
}
