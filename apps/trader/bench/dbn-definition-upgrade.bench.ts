import { DbnDecoder } from "@smart0dte/databento";
import { interleaved, spread } from "./interleaved-runs.ts";
import { machineLoopMs } from "./machine-loop.ts";

/**
 * Definitions of version 1 read as version 3: each upgraded, and what makes a chain of it taken out (expiry, strike,
 * kind, id). In memory; the upgrade and the machine's fixed loop take turns.
 */
const RECORDS = 1_000_000;
const RUNS = 5;
const CHUNK_BYTES = 1 << 20;
const V1_BYTES = 360;
const METADATA_BYTES = 128;
/** Places in a definition of version 3. */
const EXPIRATION = 40;
const STRIKE = 104;
const INSTRUMENT_CLASS = 487;

const stream = generated();
const strikes = new Float64Array(RECORDS);
const expirations = new Float64Array(RECORDS);
const classes = new Uint8Array(RECORDS);

const times = await interleaved(RUNS, { upgrade: upgradeAll, loop: machineLoopMs });
const { p50, slowest } = spread(times.upgrade);
console.log(
  JSON.stringify({
    name: "dbn-definition-upgrade",
    unit: "million records/s",
    value: rounded(RECORDS / 1_000 / p50),
    p50: rounded(RECORDS / 1_000 / p50),
    p99: rounded(RECORDS / 1_000 / slowest),
    conditions: {
      records: RECORDS,
      from: "version 1, in memory",
      to: "version 3",
      runs: RUNS,
      interleaved: true,
      machineLoopMs: rounded(spread(times.loop).p50),
    },
  }),
);

function upgradeAll(): number {
  const began = performance.now();
  const decoder = new DbnDecoder({ upgrade: true });
  let n = 0;
  for (let at = 0; at < stream.byteLength; at += CHUNK_BYTES) {
    const cursor = decoder.push(stream.subarray(at, at + CHUNK_BYTES));
    while (cursor.next()) {
      strikes[n] = cursor.e9(STRIKE) / 1e9;
      expirations[n] = cursor.micros(EXPIRATION);
      classes[n] = cursor.u8(INSTRUMENT_CLASS);
      n += 1;
    }
  }
  const ms = performance.now() - began;
  const isRight = n === RECORDS && strikes[7] === 507 && classes[n - 1] === "C".charCodeAt(0);
  if (!isRight || decoder.end() !== null) throw new Error(`Read ${n} definitions, strike ${strikes[7]}`);
  return ms;
}

/** A version 1 stream of option definitions, each of another strike. */
function generated(): Uint8Array {
  const bytes = Buffer.alloc(METADATA_BYTES + RECORDS * V1_BYTES);
  bytes.write("DBN\x01", 0, "latin1");
  bytes.writeUInt32LE(METADATA_BYTES - 8, 4);
  bytes.write("OPRA.PILLAR", 8);
  bytes.writeUInt16LE(9, 24);
  bytes[58] = 4;
  const record = Buffer.alloc(V1_BYTES);
  record[0] = V1_BYTES / 4;
  record[1] = 0x13;
  record.writeBigUInt64LE(1_773_408_600_000_000_000n, 16);
  record.writeBigUInt64LE(1_773_446_400_000_000_000n, 40);
  record.write("SPY   260313C00500000", 200);
  record.write("C", 325);
  for (let n = 0; n < RECORDS; n += 1) {
    record.writeUInt32LE(n + 1, 4);
    record.writeBigInt64LE(BigInt(500 + (n % 1_000)) * 1_000_000_000n, 328);
    record.copy(bytes, METADATA_BYTES + n * V1_BYTES);
  }
  return bytes;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
