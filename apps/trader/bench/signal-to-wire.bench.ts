import { setImmediate as turn, setTimeout as wait } from "node:timers/promises";
import { epochMicros, MarketBatchWriter, type MarketBatch, type PlanId } from "@smart0dte/domain";
import { machineLoopMs } from "./machine-loop.ts";
import { OrderDesk } from "./order-desk.ts";
import { accepts } from "./plan-run.ts";

/**
 * From the moment at which a plan is accepted to its order's bytes at the TWS: risk checks, journal and intent made to
 * last (fsync on, PostgreSQL), adapter and socket. Open-loop: a late one is counted from when it was due. The TWS is
 * another process, which takes the time; both read the machine's monotonic clock.
 */
const ORDERS = 400;
const WARM_UP = 40;
const EVERY_MS = 50;
const QUOTES_PER_SECOND = 20_000;
const BATCH_MS = 10;

await run("signal-to-wire", 0);
await run("signal-to-wire-quotes", QUOTES_PER_SECOND);

/** A desk of its own each: what the orders of the other left behind is not measured. */
async function run(name: string, quotesPerSecond: number): Promise<void> {
  const desk = await OrderDesk.open("broker");
  await desk.isIdle();
  const plans = desk.run.offer(ORDERS + WARM_UP, 0);
  const quotes = quotesPerSecond === 0 ? null : quotesOf(desk);
  await measure(desk, plans.slice(0, WARM_UP), quotes);
  print(name, await measure(desk, plans.slice(WARM_UP), quotes), quotesPerSecond);
  await desk.close();
}

/** Milliseconds of each, ascending. */
async function measure(
  desk: OrderDesk,
  offered: readonly PlanId[],
  quotes: (() => MarketBatch) | null,
): Promise<readonly number[]> {
  const due = new Map<PlanId, bigint>();
  const from = process.hrtime.bigint() + 100_000_000n;
  let batches = 0;
  for (const [n, plan] of offered.entries()) {
    // an even rhythm would fall in step with the batches
    const at = from + BigInt(Math.round((n * EVERY_MS + ((n * 7) % EVERY_MS)) * 1e6));
    due.set(plan, at);
    for (let now = process.hrtime.bigint(); now < at; now = process.hrtime.bigint()) {
      const nextBatch = from + BigInt(batches * BATCH_MS) * 1_000_000n;
      if (quotes !== null && now >= nextBatch) {
        batches += 1;
        desk.sequencer.put({ kind: "market", batch: quotes() }, epochMicros(desk.run.at + BATCH_MS * 1_000));
      }
      const next = quotes === null || at < nextBatch ? at : nextBatch;
      // a timer is late by up to a millisecond: the last of them is waited for awake
      await (next - now > 2_000_000n ? wait(1) : turn());
    }
    desk.sequencer.put(accepts(plan), null);
  }
  await desk.sequencer.settled();
  await wait(1_000);
  return offered
    .map((plan) => latencyOf(desk, plan, due.get(plan) ?? 0n))
    .sort((left, right) => left - right);
}

function latencyOf(desk: OrderDesk, plan: PlanId, due: bigint): number {
  const order = desk.run.pipeline.execution.orders.find(({ planId }) => planId === plan);
  const at = order === undefined ? undefined : desk.arrived.get(order.id);
  if (at === undefined) throw new Error(`the order of ${plan} never came to the TWS`);
  return Number(at - due) / 1e6;
}

/** The boards' quotes again and again, so many a second, each with its time. */
function quotesOf({ run }: OrderDesk): () => MarketBatch {
  const { market } = run.pipeline;
  const instruments = (["SPY", "QQQ", "IWM"] as const).flatMap((ticker) =>
    (market.chain(ticker)?.rows ?? []).flatMap(({ call, put }) => [call.instrument, put.instrument]),
  );
  const writer = new MarketBatchWriter();
  const aBatch = (QUOTES_PER_SECOND * BATCH_MS) / 1_000;
  let next = 0;
  return () => {
    for (let n = 0; n < aBatch; n += 1) {
      const instrument = instruments[next % instruments.length] ?? 0;
      next += 1;
      const { bid, ask, bidSize, askSize } = market.quote(instrument);
      if (bid === null || ask === null) continue;
      const stamp = { instrument, at: run.at, how: "quoted" } as const;
      writer.quote(stamp, { price: bid, size: bidSize }, { price: ask, size: askSize });
    }
    return writer.take();
  };
}

function print(name: string, sorted: readonly number[], quotesPerSecond: number): void {
  const at = (share: number): number =>
    Number((sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN).toFixed(2));
  console.log(
    JSON.stringify({
      name,
      unit: "ms from acceptance to bytes at the TWS",
      value: at(0.99),
      p50: at(0.5),
      p99: at(0.99),
      conditions: {
        orders: sorted.length,
        openLoop: true,
        everyMs: EVERY_MS,
        quotesPerSecond,
        fsync: true,
        max: at(1),
        machineLoopMs: Math.round(machineLoopMs()),
      },
    }),
  );
}
