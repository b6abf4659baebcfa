/** Rows that are taken together: each read and write of the matrix then serves four. */
export const ROWS_AT_ONCE = 4;

const NOTHING = new Float64Array(0);

/** The quadratic that stands for a cost around a point: a symmetric matrix (its lower half is kept) and a pull. */
export class NormalEquations {
  size = 0;
  #matrix = NOTHING;
  #factor = NOTHING;
  #pull = NOTHING;
  #step = NOTHING;

  /** Begins anew for so many unknowns, in the room of before where it is enough. */
  clear(size: number): void {
    this.size = size;
    if (this.#step.length < size) {
      this.#matrix = new Float64Array(size * size);
      this.#factor = new Float64Array(size * size);
      this.#pull = new Float64Array(size);
      this.#step = new Float64Array(size);
    }
    this.#matrix.fill(0);
    this.#pull.fill(0);
  }

  /**
   * Adds the squares of (row · x + miss) for rows that stand one after the other, their weights multiplied in; behind the
   * last of them, up to a multiple of {@link ROWS_AT_ONCE}, stand zeros.
   */
  addRows(rows: Float64Array, misses: Float64Array, count: number): void {
    const { size } = this;
    const matrix = this.#matrix;
    const pull = this.#pull;
    for (let first = 0; first < count * size; first += ROWS_AT_ONCE * size) {
      const [second, third, fourth] = [first + size, first + 2 * size, first + 3 * size];
      const n = first / size;
      const [missA, missB] = [misses[n] ?? 0, misses[n + 1] ?? 0];
      const [missC, missD] = [misses[n + 2] ?? 0, misses[n + 3] ?? 0];
      for (let k = 0; k < size; k += 1) {
        const a = rows[first + k] ?? Number.NaN;
        const b = rows[second + k] ?? Number.NaN;
        const c = rows[third + k] ?? Number.NaN;
        const d = rows[fourth + k] ?? Number.NaN;
        pull[k] = (pull[k] ?? Number.NaN) - (a * missA + b * missB + (c * missC + d * missD));
        const base = k * size;
        for (let l = 0; l <= k; l += 1) {
          matrix[base + l] =
            (matrix[base + l] ?? Number.NaN) +
            (a * (rows[first + l] ?? Number.NaN) + b * (rows[second + l] ?? Number.NaN)) +
            (c * (rows[third + l] ?? Number.NaN) + d * (rows[fourth + l] ?? Number.NaN));
        }
      }
    }
  }

  /** Adds weight (part · x)² for a few unknowns in a row, whose pull so far is `force`. */
  addPart(part: Float64Array, { from, weight, force }: Part): void {
    for (let k = 0; k < part.length; k += 1) {
      const here = part[k] ?? Number.NaN;
      const unknown = from + k;
      this.#pull[unknown] = (this.#pull[unknown] ?? Number.NaN) - force * here;
      for (let l = 0; l <= k; l += 1) {
        const place = unknown * this.size + from + l;
        this.#matrix[place] = (this.#matrix[place] ?? Number.NaN) + weight * here * (part[l] ?? Number.NaN);
      }
    }
  }

  /** Keeps an unknown where it is. */
  pin(unknown: number): void {
    const { size } = this;
    for (let l = 0; l < size; l += 1) {
      this.#matrix[l <= unknown ? unknown * size + l : l * size + unknown] = l === unknown ? 1 : 0;
    }
    this.#pull[unknown] = 0;
  }

  /** The damped step to the quadratic's minimum, valid until the next call and as long as the unknowns at least; null where the matrix is not positive. */
  step(damping: number): Float64Array | null {
    const { size } = this;
    const factor = this.#factor;
    factor.set(this.#matrix);
    for (let k = 0; k < size; k += 1) {
      const diagonal = k * size + k;
      factor[diagonal] = (factor[diagonal] ?? Number.NaN) * (1 + damping);
    }
    if (!factorise(factor, size)) return null;
    const step = this.#step;
    step.set(this.#pull);
    solve(factor, step, size);
    return step;
  }
}

/** Where a part begins in the unknowns, and how it counts. */
export interface Part {
  readonly from: number;
  readonly weight: number;
  readonly force: number;
}

/** Cholesky's factor in place. */
function factorise(factor: Float64Array, size: number): boolean {
  for (let k = 0; k < size; k += 1) {
    for (let l = 0; l <= k; l += 1) {
      let sum = factor[k * size + l] ?? Number.NaN;
      for (let m = 0; m < l; m += 1) {
        sum -= (factor[k * size + m] ?? Number.NaN) * (factor[l * size + m] ?? Number.NaN);
      }
      if (l < k) factor[k * size + l] = sum / (factor[l * size + l] ?? Number.NaN);
      else if (sum > 0) factor[k * size + k] = Math.sqrt(sum);
      else return false;
    }
  }
  return true;
}

function solve(factor: Float64Array, unknowns: Float64Array, size: number): void {
  for (let k = 0; k < size; k += 1) {
    let sum = unknowns[k] ?? Number.NaN;
    for (let l = 0; l < k; l += 1) sum -= (factor[k * size + l] ?? Number.NaN) * (unknowns[l] ?? Number.NaN);
    unknowns[k] = sum / (factor[k * size + k] ?? Number.NaN);
  }
  for (let k = size - 1; k >= 0; k -= 1) {
    let sum = unknowns[k] ?? Number.NaN;
    for (let l = k + 1; l < size; l += 1) {
      sum -= (factor[l * size + k] ?? Number.NaN) * (unknowns[l] ?? Number.NaN);
    }
    unknowns[k] = sum / (factor[k * size + k] ?? Number.NaN);
  }
}
