import { finished } from "node:stream/promises";
import { constants, createZstdDecompress, zstdCompressSync } from "node:zlib";
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
 * instrument's book into arrays. Plain, zstd, the mere
 * decompression and the machine's fixed loop take turns.
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

const times = await interleaved(RUNS, {
  plain: consumePlain,
  zstd: consumeZstd,
  inflate: inflateAlone,
  loop: machineLoopMs,
});
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
          ? {
              packedMB: Math.round(packed.byteLength / 1e6),
              level: 3,
              checksum: true,
              // what would be left if reading cost nothing
              inflateAlone: rounded(RECORDS / 1_000 / spread(times.inflate).p50),
            }
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

/** Node's own decompression of the same bytes, with nothing read. */
async function inflateAlone(): Promise<number> {
  const began = performance.now();
  const inflate = createZstdDecompress({ chunkSize: CHUNK_BYTES });
  let bytes = 0;
  inflate.on("data", (chunk: Uint8Array) => {
    bytes += chunk.byteLength;
  });
  inflate.end(packed);
  await finished(inflate);
  if (bytes !== plain.byteLength) throw new Error(`Inflated ${bytes} bytes`);
  return performance.now() - began;
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

/** Quotes as a busy chain sends them: each changes one side of one instrument, its size and one time in four its price. */
function generated(): Uint8Array {
  const writer = new RecordWriter();
  const quote = { ...emptyQuote(), publisherId: 30, action: "A".charCodeAt(0), flags: 0xc2 };
  const sides = Array.from({ length: INSTRUMENTS * 2 }, (_, n) => ({
    cents: n % 2 === 0 ? 199 : 201,
    size: 10,
    venue: 20,
  }));
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
    const changed = instrument * 2 + below(2);
    const [bid, ask] = [sides[instrument * 2], sides[instrument * 2 + 1]];
    const side = sides[changed];
    if (bid === undefined || ask === undefined || side === undefined) throw new Error("No such instrument");
    if (below(4) === 0) side.cents += below(3) - 1;
    if (bid.cents >= ask.cents || bid.cents < 2) [bid.cents, ask.cents] = [199, 201];
    side.size = 1 + below(500);
    side.venue = 20 + below(18);
    micros += below(4);
    quote.instrumentId = instrument;
    quote.tsEventMicros = micros - 20;
    quote.tsRecvMicros = micros;
    quote.priceE9 = side.cents * 10_000_000;
    quote.size = side.size;
    quote.bidE9 = bid.cents * 10_000_000;
    quote.askE9 = ask.cents * 10_000_000;
    quote.bidSize = bid.size;
    quote.askSize = ask.size;
    quote.bidFrom = bid.venue;
    quote.askFrom = ask.venue;
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
