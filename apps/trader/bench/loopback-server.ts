import { createServer, type Socket } from "node:net";
import { constants, zstdCompressSync } from "node:zlib";
import { encodeMetadata, emptyQuote, RecordWriter, RTYPES } from "@smart0dte/databento";
import { sessionOf, type IsoDate } from "@smart0dte/domain";
import { openDatabentoDoor, SIMULATED_KEY } from "@smart0dte/simulator/databento-door";
import { openExchange } from "@smart0dte/simulator/exchange";

/**
 * The other end of `live-loopback`, a process of its own: a server of bytes that were made beforehand, one that
 * sends the same compressed, and our own gateway over a dense market. Tells its ports and stays until it is ended.
 */
const INSTRUMENTS = 300;
const BLOCK_RECORDS = 100_000;
/** What a record is on the wire. */
const RECORD_BYTES = 80;
const DENSE_QUOTES_PER_SECOND = 50_000;
const FASTEST = 3_600;

if (process.send !== undefined) {
  const [plain, packed, door] = [await serve("none"), await serve("zstd"), await gateway()];
  process.send({ plain, packed, door });
  process.on("disconnect", () => process.exit(0));
}

/** Answers as a gateway does, whatever the key, and sends as many records as the client's name asks for. */
function serve(compression: "none" | "zstd"): Promise<number> {
  const block = generatedBlock();
  const packed = compression === "zstd" ? new Map<number, Buffer>() : null;
  const server = createServer((socket) => {
    socket.setNoDelay(true);
    socket.on("error", () => {});
    socket.write("lsg_version=bench\ncram=bench\n");
    let text = "";
    let count = 0;
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n")) {
        const line = text.slice(0, end);
        text = text.slice(end + 1);
        count = Number(/client=(\d+)/.exec(line)?.[1] ?? count);
        if (line.startsWith("auth=")) socket.write("success=1|session_id=1\n");
        if (line.startsWith("start_session")) void send(socket, count, { block, packed });
      }
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}

const METADATA = encodeMetadata({
  dataset: "OPRA.PILLAR",
  schema: null,
  stypeIn: null,
  stypeOut: "instrument_id",
});

async function send(
  socket: Socket,
  count: number,
  { block, packed }: { readonly block: Uint8Array; readonly packed: Map<number, Buffer> | null },
): Promise<void> {
  if (packed !== null) {
    const whole = packed.get(count) ?? pack(block, count);
    packed.set(count, whole);
    socket.write(whole);
    return;
  }
  socket.write(METADATA);
  for (let left = count; left > 0; left -= BLOCK_RECORDS) {
    const part = block.subarray(0, Math.min(left, BLOCK_RECORDS) * RECORD_BYTES);
    if (!socket.write(part)) await new Promise<void>((drained) => socket.once("drain", drained));
  }
}

/** One zstd stream with everything in it. */
function pack(block: Uint8Array, count: number): Buffer {
  const blocks = Array.from({ length: count / BLOCK_RECORDS }, () => block);
  return zstdCompressSync(Buffer.concat([METADATA, ...blocks]), {
    params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 1 },
  });
}

/** Quotes whose prices walk in cents; the same block is sent again and again. */
function generatedBlock(): Uint8Array {
  const writer = new RecordWriter();
  const quote = { ...emptyQuote(), publisherId: 30, action: "A".charCodeAt(0), flags: 0xc2 };
  const cents = new Int32Array(INSTRUMENTS).fill(200);
  let chance = 42;
  const below = (limit: number): number => {
    chance = (Math.imul(chance, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((chance / 2 ** 32) * limit);
  };
  let micros = 1_773_408_600_000_000;
  for (let n = 0; n < BLOCK_RECORDS; n += 1) {
    const instrument = below(INSTRUMENTS);
    const mid = Math.max(5, (cents[instrument] ?? 0) + below(3) - 1);
    cents[instrument] = mid;
    micros += below(4);
    quote.instrumentId = 16_777_216 + instrument;
    quote.tsEventMicros = micros - 209;
    quote.tsRecvMicros = micros;
    quote.bidE9 = (mid - 1 - below(2)) * 10_000_000;
    quote.askE9 = (mid + 1 + below(2)) * 10_000_000;
    quote.bidSize = 1 + below(500);
    quote.askSize = 1 + below(500);
    quote.bidFrom = 20 + below(18);
    quote.askFrom = 20 + below(18);
    writer.quote(RTYPES.cmbp1, quote);
  }
  return writer.take();
}

async function gateway(): Promise<number> {
  const session = sessionOf("2026-03-13" as IsoDate);
  if (session === null) throw new Error("The bench's day has no session");
  const exchange = openExchange({
    seed: 42,
    session,
    market: "planted",
    speed: FASTEST,
    quotesPerSecond: DENSE_QUOTES_PER_SECOND,
    paused: true,
  });
  const door = await openDatabentoDoor({ exchange, key: SIMULATED_KEY, port: 0, log: () => {} });
  // the market runs while somebody looks: two cores are shared with the client and the other servers
  let wasLooked = false;
  setInterval(() => {
    const isLooked = door.sessions > 0;
    if (isLooked && !wasLooked) exchange.resume();
    if (!isLooked && wasLooked) exchange.pause();
    wasLooked = isLooked;
  }, 20);
  return door.port;
}
