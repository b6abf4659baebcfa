/** Which of the desk's numbers an instrument id of one connection means. Ids differ by dataset and by day. */
export class InstrumentIds {
  readonly #numbers = new Map<number, number>();
  readonly #ids = new Map<number, number>();

  /** Undefined where the connection has not said what the id means. */
  numberOf(id: number): number | undefined {
    return this.#numbers.get(id);
  }

  /** The dense numbers that this connection feeds. */
  numbers(): IterableIterator<number> {
    return this.#ids.keys();
  }

  /** A new meaning of an id, or a new id of an instrument, replaces the old one. */
  assign(id: number, number: number): void {
    const before = this.#numbers.get(id);
    if (before === number) return;
    if (before !== undefined && this.#ids.get(before) === id) this.#ids.delete(before);
    this.#numbers.set(id, number);
    if (number < 0) return;
    const oldId = this.#ids.get(number);
    if (oldId !== undefined && oldId !== id) this.#numbers.delete(oldId);
    this.#ids.set(number, id);
  }
}
