import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";
import type { Schema } from "@smart0dte/databento";
import { epochMicros } from "@smart0dte/domain";
import type { Exchange } from "../../exchange/index.ts";
import type { DatasetTape } from "../tape/dataset-tape.ts";
import type { RecordStream } from "./record-stream.ts";
import { PATIENT_BYTES } from "./slow-reading.ts";
import { REPLAYING } from "./subscription-table.ts";

/** Desk time that is told in one go. */
const SLICE_MICROS = 2_000_000;
/** Wall time after which others get their turn. */
const TURN_MS = 8;
const DRAIN_MS = 5;
/** Told in the morning and then never again: nobody needs the market for them. */
const OF_THE_MORNING: ReadonlySet<Schema> = new Set<Schema>(["definition", "statistics"]);

/**
 * Tells a session the day up to now, made again from the seed, then lets it join those who listen.
 *
 * What it tells is what a client that was there from the beginning got. True once the session is live.
 */
export async function replayDay(
  exchange: Exchange,
  tape: DatasetTape,
  stream: RecordStream,
): Promise<boolean> {
  const market = exchange.again();
  const stopFollowing = exchange.onControl(
    ({ control, at }) => void market.control(control, epochMicros(Math.max(at, market.now))),
  );
  const when = (): { now: typeof exchange.now; nowMs: number } => ({
    now: exchange.now,
    nowMs: performance.now(),
  });
  try {
    stream.deliver(tape.morning(market.advance(exchange.session.open)), REPLAYING, when());
    const needsMarket = stream.table.replaying.some((schema) => !OF_THE_MORNING.has(schema));
    let turnMs = performance.now();
    while (needsMarket && market.now < exchange.now) {
      if (!stream.isOpen) return false;
      const until = epochMicros(Math.min(market.now + SLICE_MICROS, exchange.now));
      stream.deliver(tape.take(market.advance(until), until), REPLAYING, when());
      while (stream.backlog > PATIENT_BYTES) await wait(DRAIN_MS);
      if (performance.now() - turnMs < TURN_MS) continue;
      await turn();
      turnMs = performance.now();
    }
    stream.table.join();
    return stream.isOpen;
  } finally {
    stopFollowing();
  }
}
