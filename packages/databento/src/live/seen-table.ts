/** Which times were seen of the instruments of one record type, without an object per record. */
export class SeenTable {
  #ids = new Uint32Array(SLOTS);
  #publishers = new Uint16Array(SLOTS);
  #high = new Uint32Array(SLOTS);
  #low = new Uint32Array(SLOTS);
  /** Records seen with exactly the newest time; 0: the slot is free. */
  #counts = new Uint32Array(SLOTS);
  /** Of those, how many a replay has still to repeat. */
  #owed = new Uint32Array(SLOTS);
  #size = 0;

  /** A connection begins that replays these records, or does not. */
  begin(replaying: boolean): void {
    if (replaying) this.#owed.set(this.#counts);
    else this.#owed.fill(0);
  }

  /** False: the replay repeats what was seen before it. */
  take(key: SeenKey): boolean {
    const slot = this.#slotOf(key.instrumentId, key.publisherId);
    if (this.#counts[slot] === 0) return this.#add(slot, key);
    const order = key.high - (this.#high[slot] ?? 0) || key.low - (this.#low[slot] ?? 0);
    if (order > 0) {
      this.#high[slot] = key.high;
      this.#low[slot] = key.low;
      this.#counts[slot] = 1;
      this.#owed[slot] = 0;
      return true;
    }
    const owed = this.#owed[slot] ?? 0;
    // with nothing owed there is no replay, or it is past what was seen: an older time is a late record
    if (order < 0) return owed === 0;
    if (owed > 0) {
      this.#owed[slot] = owed - 1;
      return false;
    }
    this.#counts[slot] = (this.#counts[slot] ?? 0) + 1;
    return true;
  }

  /** The lowest of the newest times, in two halves; null: nothing was seen. */
  lowest(): { readonly high: number; readonly low: number } | null {
    let found: { high: number; low: number } | null = null;
    for (let slot = 0; slot < this.#counts.length; slot++) {
      if (this.#counts[slot] === 0) continue;
      const [high, low] = [this.#high[slot] ?? 0, this.#low[slot] ?? 0];
      if (found === null || high < found.high || (high === found.high && low < found.low))
        found = { high, low };
    }
    return found;
  }

  #add(slot: number, key: SeenKey): true {
    this.#ids[slot] = key.instrumentId;
    this.#publishers[slot] = key.publisherId;
    this.#high[slot] = key.high;
    this.#low[slot] = key.low;
    this.#counts[slot] = 1;
    this.#owed[slot] = 0;
    if (++this.#size * 2 > this.#counts.length) this.#grow();
    return true;
  }

  #slotOf(id: number, publisher: number): number {
    const mask = this.#counts.length - 1;
    let slot = (Math.imul(id ^ (publisher << 20), 0x9e37_79b1) >>> 8) & mask;
    while (this.#counts[slot] !== 0 && (this.#ids[slot] !== id || this.#publishers[slot] !== publisher))
      slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const before = [this.#ids, this.#publishers, this.#high, this.#low, this.#counts, this.#owed] as const;
    const slots = this.#counts.length * 2;
    this.#ids = new Uint32Array(slots);
    this.#publishers = new Uint16Array(slots);
    this.#high = new Uint32Array(slots);
    this.#low = new Uint32Array(slots);
    this.#counts = new Uint32Array(slots);
    this.#owed = new Uint32Array(slots);
    const after = [this.#ids, this.#publishers, this.#high, this.#low, this.#counts, this.#owed] as const;
    for (let old = 0; old < slots / 2; old++) {
      if (before[4][old] === 0) continue;
      const slot = this.#slotOf(before[0][old] ?? 0, before[1][old] ?? 0);
      for (const [column, values] of after.entries()) values[slot] = before[column]?.[old] ?? 0;
    }
  }
}

/** One record's identity; the same object is used again for the next. */
export interface SeenKey {
  readonly instrumentId: number;
  readonly publisherId: number;
  /** Event time, nanoseconds, in two halves of 32 bits. */
  readonly high: number;
  readonly low: number;
}

const SLOTS = 1_024;
