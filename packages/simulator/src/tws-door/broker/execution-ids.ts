import type { EpochMicros } from "@smart0dte/domain";

const hex = (value: number): string => value.toString(16).padStart(8, "0");
const SECOND = 1_000_000;

/** Ids in the form of the gateway's; a correction of one would change its last two digits alone. */
export class ExecutionIds {
  #next: number;

  /** `last`: the number given last. */
  constructor(last: number) {
    this.#next = last;
  }

  get last(): number {
    return this.#next;
  }

  /** Of a single contract or a whole package: `000225ed.6abc8e73.01.01`. */
  whole(at: EpochMicros): string {
    this.#next += 1;
    return `${hex(this.#next)}.${hex(Math.floor(at / SECOND))}.01.01`;
  }

  /** Of a package's leg: `00025b49.6abe16db.02.01.01`. */
  leg(at: EpochMicros, leg: number): string {
    this.#next += 1;
    return `${hex(this.#next)}.${hex(Math.floor(at / SECOND))}.${String(leg + 1).padStart(2, "0")}.01.01`;
  }
}
