import { DbnDecoder } from "../codec/dbn-decoder.ts";
import { DbnError } from "../codec/dbn-error.ts";
import { decompressed } from "../codec/decompressed-stream.ts";
import { PRELUDE_SIZE } from "../codec/metadata-decoder.ts";
import type { Metadata } from "../codec/metadata.ts";
import type { RecordCursor } from "../codec/record-cursor.ts";
import { seriesOf, type DbnSurvey } from "./dbn-survey.ts";
import { HistoricalError } from "./historical-error.ts";
import type { PartFile } from "./part-file.ts";
import { continues } from "./range-rest.ts";

/** Records that were added to a part, and their uncompressed bytes. */
export interface Received {
  readonly records: number;
  readonly recordBytes: number;
  /** Bytes that the server sent: ahead of the records, which are told when their frame is found right. */
  readonly sentBytes: number;
}

const FRAME_SIZE = 4 * 1024 * 1024;

/** Writes a stream behind what a part holds, without the records that it holds already. */
export class RangeReceiver {
  readonly #part: PartFile;
  readonly #held: DbnSurvey | null;
  readonly #decoder = new DbnDecoder();
  /** Records of the seam that are still to come once more; null when all behind the seam are new. */
  #repeated: Map<number, number> | null;
  #headDone = false;
  /** The cursor stands on a record that is still to be counted. */
  #onNew = false;
  #records = 0;
  #recordBytes = 0;
  #sentBytes = 0;
  /** Bytes that came and are not yet appended, and the stream offset of their first. */
  #chunks: Uint8Array[] = [];
  #chunksAt = 0;

  constructor(part: PartFile, held: DbnSurvey | null) {
    this.#part = part;
    this.#held = held;
    this.#repeated = held?.seam == null ? null : new Map(held.seam.seen);
  }

  get received(): Received {
    return { records: this.#records, recordBytes: this.#recordBytes, sentBytes: this.#sentBytes };
  }

  /** Null: the stream came to its end. Else what broke it, with all records that came whole in the part. */
  async receive(
    bytes: AsyncIterable<Uint8Array>,
    onReceived: (received: Received) => void,
  ): Promise<HistoricalError | null> {
    const broken: { by: HistoricalError | null } = { by: null };
    const sent = untilBroken(bytes, broken, (size) => {
      this.#sentBytes += size;
      onReceived(this.received);
    });
    const stream = decompressed(sent);
    try {
      for await (const chunk of stream) {
        this.#take(chunk);
        if (this.#part.pendingBytes >= FRAME_SIZE) await this.#part.flush();
      }
      onReceived(this.received);
    } catch (problem) {
      if (!(problem instanceof DbnError)) throw problem;
      broken.by ??= new HistoricalError("damaged", `The stream is damaged: ${problem.message}`, {
        cause: problem,
      });
    }
    await this.#part.flush();
    if (broken.by !== null) return broken.by;
    const cut = stream.cut ? "a compressed frame" : this.#decoder.end()?.inside;
    if (cut !== undefined) return new HistoricalError("network", `The stream ended inside ${cut}.`);
    this.#refuseMissing();
    return null;
  }

  #take(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    const cursor = this.#decoder.push(chunk);
    if (this.#decoder.metadata === null) return;
    if (!this.#headDone) this.#takeHead(this.#decoder.metadata);
    this.#passSeam(cursor);
    if (this.#repeated !== null) return;
    let end = this.#chunksAt;
    // the seam's end stands on a record that is new
    while (this.#onNew || cursor.next()) {
      this.#onNew = false;
      const size = cursor.length * 4;
      end = cursor.streamOffset + size;
      this.#records += 1;
      this.#recordBytes += size;
    }
    this.#release(end, "append");
  }

  #takeHead(metadata: Metadata): void {
    const held = this.#held?.metadata;
    if (held !== undefined && !continues(held, metadata)) {
      throw changed("The server now answers in another form");
    }
    const head = Buffer.concat(this.#chunks);
    this.#release(PRELUDE_SIZE + head.readUInt32LE(4), held === undefined ? "append" : "drop");
    this.#headDone = true;
  }

  /** Record by record through what is at the seam's time: known ones are dropped, new ones among them kept. */
  #passSeam(cursor: RecordCursor): void {
    const { seam } = this.#held ?? {};
    while (this.#repeated !== null && seam != null && cursor.next()) {
      const at = cursor.tsRecv;
      if (at < seam.at) throw changed("The server sent records of before the range that was asked for");
      if (at > seam.at) {
        this.#refuseMissing();
        this.#repeated = null;
        this.#onNew = true;
        this.#release(cursor.streamOffset, "drop");
      } else {
        const known = this.#repeated.get(seriesOf(cursor)) ?? 0;
        if (known > 0) this.#repeated.set(seriesOf(cursor), known - 1);
        else this.#keep(cursor);
        this.#release(cursor.streamOffset + cursor.length * 4, "drop");
      }
    }
  }

  #keep(cursor: RecordCursor): void {
    this.#part.append(cursor.bytes().slice());
    this.#records += 1;
    this.#recordBytes += cursor.length * 4;
  }

  /** What is held must all have come once more: else the data are no longer those that are held. */
  #refuseMissing(): void {
    if ([...(this.#repeated?.values() ?? [])].some((missing) => missing > 0)) {
      throw changed("Records that are held are no longer what the server has");
    }
  }

  /** Gives the bytes before a stream offset to the part, or drops them. */
  #release(end: number, how: "append" | "drop"): void {
    while (this.#chunksAt < end) {
      const [first, ...rest] = this.#chunks;
      if (first === undefined) return;
      const taken = first.subarray(0, end - this.#chunksAt);
      this.#chunksAt += taken.length;
      if (taken.length < first.length) this.#chunks[0] = first.subarray(taken.length);
      else this.#chunks = rest;
      if (how === "append") this.#part.append(taken);
    }
  }
}

function changed(text: string): HistoricalError {
  return new HistoricalError("damaged", `${text}.`, { remedy: "Remove the .part file to begin anew." });
}

/** Ends where the source breaks, so that what came before is not lost with it. */
async function* untilBroken(
  bytes: AsyncIterable<Uint8Array>,
  broken: { by: HistoricalError | null },
  onSent: (size: number) => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of bytes) {
      onSent(chunk.length);
      yield chunk;
    }
  } catch (problem) {
    if (!(problem instanceof HistoricalError)) throw problem;
    broken.by = problem;
  }
}
