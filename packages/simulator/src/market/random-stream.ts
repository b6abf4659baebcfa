/** A seeded sequence of chance: the same name gives the same draws, different names share none. */
export class RandomStream {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  #spare = Number.NaN;

  constructor(name: string) {
    this.#a = hashOf(name, 0x9e3779b9);
    this.#b = hashOf(name, 0x85ebca6b);
    this.#c = hashOf(name, 0xc2b2ae35);
    for (let i = 0; i < 16; i += 1) this.#next();
  }

  /** Uniform in (0, 1): never 0, so that its logarithm exists. */
  uniform(): number {
    return (this.#next() + 0.5) / 4_294_967_296;
  }

  /** Standard normal. */
  normal(): number {
    if (!Number.isNaN(this.#spare)) {
      const spare = this.#spare;
      this.#spare = Number.NaN;
      return spare;
    }
    const radius = Math.sqrt(-2 * Math.log(this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.#spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** Exponential with mean 1. */
  exponential(): number {
    return -Math.log(this.uniform());
  }

  /** How many arrivals, where `mean` are expected. Meant for means below ten. */
  poisson(mean: number): number {
    const floor = Math.exp(-mean);
    let count = 0;
    for (let product = this.uniform(); product > floor; product *= this.uniform()) count += 1;
    return count;
  }

  /** Small fast counter generator (sfc32): 32 bits, period at least 2^32. */
  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }
}

function hashOf(text: string, salt: number): number {
  let hash = salt | 0;
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x5bd1e995);
    hash ^= hash >>> 13;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  return hash ^ (hash >>> 15);
}
