import { setTimeout as wait } from "node:timers/promises";
import { epochMicros, sessionOf, type EpochMicros, type IsoDate, type MarketBatch } from "@smart0dte/domain";
import { createSimulatedMarket, type SimulatedMarket } from "@smart0dte/simulator/market";
import { MODE_PARAMETERS, sessionStart } from "../src/run-opening.ts";
import { DeskRun } from "../src/sequencer/desk-run.ts";
import { SimulatedSource } from "../src/source/simulated-source.ts";

/**
 * Quotes of a dense simulated market through the whole pipeline and the paper broker, on one core, no journal:
 * first as fast as it goes, then open-loop at half that rate, where a batch's latency runs from the moment it was
 * due, so that waiting behind an earlier one counts.
 */
const SEED = 42;
const SESSION = sessionOf("2026-03-13" as IsoDate);
if (SESSION === null) throw new Error("The bench's day has no session");
const DENSE_QUOTES_PER_SECOND = 50_000;
/** Desk time of a batch. */
const BATCH_MICROS = 10_000;
const WARM_UP_MINUTES = 45;
const FLAT_OUT_BATCHES = 12_000;
const OPEN_LOOP_SECONDS = 20;

const source = new SimulatedSource({ seed: SEED, session: SESSION, market: "planted" });
const start = sessionStart(source.facts, { run: "bench", parameters: MODE_PARAMETERS, halts: [] });
const market = createSimulatedMarket({
  seed: SEED,
  session: SESSION,
  market: "planted",
  quotesPerSecond: DENSE_QUOTES_PER_SECOND,
});
const run = new DeskRun(start);
/** Made since the start: a desk that decides nothing would be quick for nothing. */
let decisions = 0;
run.take(run.stamp({ kind: "instruments", listings: market.listings }, SESSION.open));
warmUp(market, run);

const flatOut = make(market, FLAT_OUT_BATCHES);
const began = performance.now();
for (const batch of flatOut) carry(run, batch);
const seconds = (performance.now() - began) / 1_000;
const records = flatOut.reduce((sum, { batch }) => sum + batch.count, 0);
const rate = records / seconds;
print({
  name: "pipeline-quotes",
  unit: "records/s",
  value: Math.round(rate),
  conditions: {
    seed: SEED,
    records,
    recordsABatch: Math.round(records / flatOut.length),
    positions: run.pipeline.execution.positions.length,
    decisions,
    flatOut: true,
  },
});

const half = rate / 2;
const latencies = await openLoop(half);
print({
  name: "pipeline-quotes-latency",
  unit: "ms from arrival to decision",
  value: at(latencies, 0.99),
  p50: at(latencies, 0.5),
  p99: at(latencies, 0.99),
  conditions: {
    openLoop: true,
    recordsASecond: Math.round(half),
    batches: latencies.length,
    decisions,
    max: at(latencies, 1),
  },
});

interface Due {
  readonly at: EpochMicros;
  readonly batch: MarketBatch;
}

/** A decided desk: windows full, positions held. */
function warmUp(from: SimulatedMarket, into: DeskRun): void {
  const until = start.session.open + WARM_UP_MINUTES * 60_000_000;
  for (let now = from.now + 250_000; now <= until; now += 250_000) {
    carry(into, { at: epochMicros(now), batch: from.advance(epochMicros(now)) });
  }
}

function make(from: SimulatedMarket, count: number): readonly Due[] {
  return Array.from({ length: count }, () => {
    const at = epochMicros(from.now + BATCH_MICROS);
    return { at, batch: from.advance(at) };
  });
}

/** One batch and all that follows from it. */
function carry(into: DeskRun, { at, batch }: Due): void {
  const consequence = into.take(into.stamp({ kind: "market", batch }, at));
  decisions += consequence.decisions.length;
  let events = into.broker(consequence);
  while (events.length > 0) {
    events = events.flatMap((event) => {
      return into.broker(into.take(into.stamp({ kind: "broker", event }, event.at)));
    });
  }
}

/** Milliseconds from a batch's due time to the end of its work, ascending. */
async function openLoop(recordsASecond: number): Promise<readonly number[]> {
  const sample = make(market, 200);
  const aBatch = sample.reduce((sum, { batch }) => sum + batch.count, 0) / sample.length;
  const every = (1_000 * aBatch) / recordsASecond;
  const batches = [
    ...sample,
    ...make(market, Math.floor((OPEN_LOOP_SECONDS * 1_000) / every) - sample.length),
  ];
  const latencies: number[] = [];
  const from = performance.now();
  for (const [n, due] of batches.entries()) {
    const dueAt = from + n * every;
    while (performance.now() < dueAt) if (dueAt - performance.now() > 2) await wait(1);
    carry(run, due);
    latencies.push(performance.now() - dueAt);
  }
  return latencies.sort((left, right) => left - right);
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

function print(measurement: object): void {
  console.log(JSON.stringify(measurement));
}
