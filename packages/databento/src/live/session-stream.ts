import { DbnError } from "../codec/dbn-error.ts";
import { DbnDecoder } from "../codec/dbn-decoder.ts";
import { decodePrelude } from "../codec/metadata-decoder.ts";
import type { Metadata } from "../codec/metadata.ts";
import type { RecordCursor } from "../codec/record-cursor.ts";
import type { DbnVersion } from "../codec/wire-ids.ts";
import { ZstdInflater } from "../codec/zstd-inflater.ts";
import type { GatewayMessage } from "./gateway-message.ts";
import { MetadataGatherer } from "./metadata-gatherer.ts";
import { RecordScanner, type RecordRun } from "./record-scanner.ts";
import type { SeenRecords } from "./seen-records.ts";

export interface StreamOrder {
  readonly maxMetadataBytes: number;
  /** Record types of which a replay may repeat what was delivered. */
  readonly tracked: ReadonlySet<number>;
  readonly seen: SeenRecords;
}

export interface StreamOutput {
  metadata(metadata: Metadata, bytes: Uint8Array): void;
  /** Before these records: how many of their bytes are to be delivered before it is asked again. */
  ahead(bytes: Uint8Array): number;
  /** Whole records before they are decoded. */
  received(run: RecordRun): void;
  records(cursor: RecordCursor): void;
  /** Before the records from this message on; false: it is to be the last. */
  message(message: GatewayMessage): boolean;
  /** After the record of such a message. */
  finished(): void;
  /** Nothing behind this can be read. */
  corrupt(why: string): void;
}

/** What comes after the start of a session: metadata, then records, plain or compressed, in any pieces. */
export class SessionStream {
  readonly #order: StreamOrder;
  readonly #out: StreamOutput;
  readonly #gatherer: MetadataGatherer;
  readonly #decoder: DbnDecoder;
  #began = false;
  #ended = false;
  #inflater: ZstdInflater | null = null;
  #scanner: RecordScanner | null = null;

  constructor(order: StreamOrder, out: StreamOutput) {
    this.#order = order;
    this.#out = out;
    this.#gatherer = new MetadataGatherer(order.maxMetadataBytes);
    this.#decoder = new DbnDecoder({ maxMetadataBytes: order.maxMetadataBytes, upgrade: true });
  }

  push(chunk: Uint8Array): void {
    if (chunk.length === 0 || this.#ended) return;
    if (!this.#began) {
      this.#began = true;
      // the first byte tells, whatever was asked for
      if (chunk[0] === ZSTD_FIRST_BYTE) this.#inflater = this.#inflating();
    }
    if (this.#inflater === null) this.#decode(chunk);
    // a copy: the caller reads its next chunk into the same memory
    else this.#inflater.push(chunk.slice());
  }

  /** Bytes that came and are not decompressed yet. */
  get pendingBytes(): number {
    return this.#inflater?.pendingBytes ?? 0;
  }

  /** No more will come; `onDone` is called when all that came was told. */
  drain(onDone: () => void): void {
    if (this.#inflater === null) onDone();
    else this.#inflater.end(onDone);
  }

  /** Nothing that is still under way is told. */
  end(): void {
    this.#ended = true;
    this.#inflater?.end();
    this.#inflater = null;
  }

  #inflating(): ZstdInflater {
    return new ZstdInflater(
      (bytes) => {
        this.#decode(bytes);
      },
      (error) => {
        this.#refuse(error);
      },
    );
  }

  #decode(chunk: Uint8Array): void {
    if (this.#ended) return;
    try {
      if (this.#scanner !== null) this.#scanner.push(chunk);
      else this.#gather(chunk);
    } catch (error) {
      // anything else is a fault of the program
      if (!(error instanceof DbnError)) throw error;
      this.#refuse(error);
    }
  }

  #gather(chunk: Uint8Array): void {
    const taken = this.#gatherer.push(chunk);
    const bytes = this.#gatherer.whole;
    if (bytes === null) return;
    this.#decoder.push(bytes);
    const { metadata } = this.#decoder;
    if (metadata === null) throw new DbnError("badMetadata", "The metadata do not end as told", bytes.length);
    // the bytes stay in the version that they came in
    const version = decodePrelude(bytes, this.#order.maxMetadataBytes).version;
    this.#scanner = this.#scanning(version, metadata.tsOut);
    this.#out.metadata(metadata, bytes);
    this.#decode(chunk.subarray(taken));
  }

  #scanning(version: DbnVersion, tsOut: boolean): RecordScanner {
    const { tracked, seen } = this.#order;
    return new RecordScanner(
      { version, tsOut, tracked, seen },
      {
        records: (run) => {
          this.#deliver(run);
        },
        message: (message) => !this.#ended && this.#out.message(message),
        finished: () => {
          this.#out.finished();
        },
        corrupt: (why) => {
          this.#out.corrupt(why);
        },
      },
    );
  }

  #deliver(run: RecordRun): void {
    for (let bytes = run.bytes; bytes.length > 0 && !this.#ended;) {
      const size = run.fresh ? this.#out.ahead(bytes) : bytes.length;
      this.#decodeRun(size === bytes.length ? bytes : bytes.subarray(0, size), run.fresh);
      bytes = bytes.subarray(size);
    }
  }

  #decodeRun(bytes: Uint8Array, fresh: boolean): void {
    // who was told of a gap may have stopped
    if (this.#ended) return;
    this.#out.received({ bytes, fresh });
    const cursor = this.#decoder.push(bytes);
    if (fresh) this.#out.records(cursor);
    // the decoder goes on behind the last record that was looked at
    while (cursor.next());
  }

  #refuse(error: DbnError): void {
    if (!this.#ended) this.#out.corrupt(error.message);
  }
}

const ZSTD_FIRST_BYTE = 0x28;
