import { RecordWriter, SCHEMA_IDS, type Schema } from "@smart0dte/databento";

/** Slot of a record that concerns a schema as a whole. */
export const NO_SLOT = 0xffff_ffff;

/**
 * Encoded records with what is needed to choose among them: schema, slot, and the time that a replay's start
 * is held against. Filled once per batch, sealed, read by every session, then begun anew: no object per record.
 */
export class RecordPage {
  readonly #writer = new RecordWriter();
  #bytes: Uint8Array = new Uint8Array(0);
  #schemas = new Uint8Array(1_024);
  #slots = new Uint32Array(1_024);
  #offsets = new Uint32Array(1_024);
  #times = new Float64Array(1_024);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** All records, one behind the other; once sealed. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** Schema id of a record. */
  schemaAt(i: number): number {
    return this.#schemas[i] ?? 0;
  }

  slotAt(i: number): number {
    return this.#slots[i] ?? 0;
  }

  /** Where a record begins; for `count`, where the last one ends. */
  offsetAt(i: number): number {
    return i === this.#count ? this.#bytes.length : (this.#offsets[i] ?? 0);
  }

  /** Microseconds of desk time: `ts_event`, or `ts_recv` of a sampled book. */
  timeAt(i: number): number {
    return this.#times[i] ?? 0;
  }

  clear(): void {
    this.#writer.take();
    this.#count = 0;
  }

  /** Announces the next record and says where to write it. */
  next(schema: Schema, slot: number, at: number): RecordWriter {
    this.#put({ schema: SCHEMA_IDS[schema], slot, at });
    return this.#writer;
  }

  /** Nothing more comes into this page. */
  seal(): this {
    this.#bytes = this.#writer.take();
    return this;
  }

  /** A page of its own with the records that are not left out. */
  without(isLeftOut: (i: number) => boolean): RecordPage {
    const rest = new RecordPage();
    for (let i = 0; i < this.#count; i += 1) {
      if (isLeftOut(i)) continue;
      rest.#put({ schema: this.schemaAt(i), slot: this.slotAt(i), at: this.timeAt(i) });
      rest.#writer.bytes(this.#bytes.subarray(this.offsetAt(i), this.offsetAt(i + 1)));
    }
    return rest.seal();
  }

  #put({ schema, slot, at }: { schema: number; slot: number; at: number }): void {
    if (this.#count === this.#schemas.length) this.#grow();
    this.#schemas[this.#count] = schema;
    this.#slots[this.#count] = slot;
    this.#offsets[this.#count] = this.#writer.size;
    this.#times[this.#count] = at;
    this.#count += 1;
  }

  #grow(): void {
    const size = this.#schemas.length * 2;
    const [schemas, slots] = [new Uint8Array(size), new Uint32Array(size)];
    const [offsets, times] = [new Uint32Array(size), new Float64Array(size)];
    schemas.set(this.#schemas);
    slots.set(this.#slots);
    offsets.set(this.#offsets);
    times.set(this.#times);
    this.#schemas = schemas;
    this.#slots = slots;
    this.#offsets = offsets;
    this.#times = times;
  }
}
