import { constants, zstdCompressSync } from "node:zlib";
import {
  DbnDecoder,
  encodeMetadata,
  emptyQuote,
  openDbn,
  RecordWriter,
  RTYPES,
  type RecordCursor,
} from "@smart0dte/databento";
import { machineLoopMs } from "./machine-loop.ts";
import { interleaved, spread } from "./interleaved-runs.ts";

/**
 * Ten million cmbp-1 records, plain and as one zstd stream, all in memory: prices to doubles, the top of each
 * instrument's book into arrays. Plain, zstd and the machine's fixed loop take turns.
 */
const RECORDS = 10_000_000;
const INSTRUMENTS = 4_096;
const RUNS = 5;
/** Of a chunk that is pushed: what a file or a socket would bring at once. */
const CHUNK_BYTES = 1 << 20;

const plain = generated();
const packed = zstdCompressSync(plain, {
  params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 },
});
const book = {
  bid: new Float64Array(INSTRUMENTS),
  ask: new Float64Array(INSTRUMENTS),
  bidSize: new Uint32Array(INSTRUMENTS),
  askSize: new Uint32Array(INSTRUMENTS),
};
let checksum: number | null = null;

const times = await interleaved(RUNS, { plain: consumePlain, zstd: consumeZstd, loop: machineLoopMs });
for (const way of ["plain", "zstd"] as const) {
  const { p50, slowest } = spread(times[way]);
  console.log(
    JSON.stringify({
      name: way === "plain" ? "dbn-consume" : "dbn-consume-zstd",
      unit: "million records/s",
      value: rounded(RECORDS / 1_000 / p50),
      p50: rounded(RECORDS / 1_000 / p50),
      p99: rounded(RECORDS / 1_000 / slowest),
      conditions: {
        records: RECORDS,
        schema: "cmbp-1",
        runs: RUNS,
        from: "memory",
        plainMB: Math.round(plain.byteLength / 1e6),
        ...(way === "zstd"
          ? { packedMB: Math.round(packed.byteLength / 1e6), level: 3, checksum: true }
          : {}),
        interleaved: true,
        machineLoopMs: rounded(spread(times.loop).p50),
      },
    }),
  );
}

function consumePlain(): number {
  const began = performance.now();
  const decoder = new DbnDecoder();
  let records = 0;
  for (let at = 0; at < plain.byteLength; at += CHUNK_BYTES)
    records += take(decoder.push(plain.subarray(at, at + CHUNK_BYTES)));
  if (decoder.end() !== null) throw new Error("The stream was cut");
  return done(began, records);
}

async function consumeZstd(): Promise<number> {
  const began = performance.now();
  const stream = await openDbn(packed);
  let records = 0;
  for await (const cursor of stream.cursors()) records += take(cursor);
  return done(began, records);
}

function take(cursor: RecordCursor): number {
  const { bid, ask, bidSize, askSize } = book;
  let records = 0;
  while (cursor.next()) {
    const n = cursor.instrumentId & (INSTRUMENTS - 1);
    bid[n] = cursor.bidE9 / 1e9;
    ask[n] = cursor.askE9 / 1e9;
    bidSize[n] = cursor.bidSize;
    askSize[n] = cursor.askSize;
    records += 1;
  }
  return records;
}

/** Milliseconds since then; a run that read something else than the one before is no measurement. */
function done(began: number, records: number): number {
  const ms = performance.now() - began;
  const sum = book.bid.reduce((a, b) => a + b, 0) + book.askSize.reduce((a, b) => a + b, 0);
  checksum ??= sum;
  if (records !== RECORDS || sum !== checksum) throw new Error(`Read ${records} records, sum ${sum}`);
  return ms;
}

/** A session of quotes: prices walk in cents, sizes and gaps in time as in a busy chain. */
function generated(): Uint8Array {
  const writer = new RecordWriter();
  const quote = { ...emptyQuote(), publisherId: 30, action: "A".charCodeAt(0), flags: 0xc2 };
  const cents = new Int32Array(INSTRUMENTS).fill(200);
  const metadata = encodeMetadata({ dataset: "OPRA.PILLAR", schema: "cmbp-1" });
  const bytes = new Uint8Array(metadata.byteLength + RECORDS * 80);
  bytes.set(metadata);
  let chance = 42;
  const below = (limit: number): number => {
    chance = (Math.imul(chance, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((chance / 2 ** 32) * limit);
  };
  let at = metadata.byteLength;
  let micros = 1_773_408_600_000_000;
  for (let n = 0; n < RECORDS; n += 1) {
    const instrument = below(INSTRUMENTS);
    const mid = Math.max(5, (cents[instrument] ?? 0) + below(3) - 1);
    cents[instrument] = mid;
    micros += below(4);
    quote.instrumentId = instrument;
    quote.tsEventMicros = micros - 20;
    quote.tsRecvMicros = micros;
    quote.bidE9 = (mid - 1 - below(2)) * 10_000_000;
    quote.askE9 = (mid + 1 + below(2)) * 10_000_000;
    quote.priceE9 = quote.bidE9;
    quote.bidSize = 1 + below(500);
    quote.askSize = 1 + below(500);
    quote.bidFrom = 20 + below(18);
    quote.askFrom = 20 + below(18);
    writer.quote(RTYPES.cmbp1, quote);
    if (writer.size < CHUNK_BYTES && n < RECORDS - 1) continue;
    const made = writer.take();
    bytes.set(made, at);
    at += made.byteLength;
  }
  return bytes;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
