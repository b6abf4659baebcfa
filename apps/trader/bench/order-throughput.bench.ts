import { setTimeout as wait } from "node:timers/promises";
import type { PlanId } from "@smart0dte/domain";
import { machineLoopMs } from "./machine-loop.ts";
import { OrderDesk } from "./order-desk.ts";
import { accepts } from "./plan-run.ts";

/**
 * Orders a second through risk, journal, commit (fsync on, PostgreSQL), adapter and the simulated TWS, which is another
 * process: accepted all at once, counted when the TWS has acknowledged the last. Without the broker's pacing.
 */
const ORDERS = 500;
const RUNS = 3;
const WARM_UP = 50;

const rates: number[] = [];
for (let run = 0; run < RUNS; run += 1) rates.push((1_000 * ORDERS) / (await oneRun()));
const sorted = rates.toSorted((left, right) => left - right);
console.log(
  JSON.stringify({
    name: "order-throughput",
    unit: "orders/s",
    value: Math.round(sorted[0] ?? Number.NaN),
    p50: Math.round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN),
    conditions: {
      orders: ORDERS,
      runs: RUNS,
      ordersBefore: WARM_UP,
      fsync: true,
      pacing: "none",
      counted: "acknowledged by the TWS",
      machineLoopMs: Math.round(machineLoopMs()),
    },
  }),
);

/** Milliseconds of so many orders on a desk of their own, which has sent some before. */
async function oneRun(): Promise<number> {
  const desk = await OrderDesk.open("none");
  await desk.isIdle();
  const plans = desk.run.offer(WARM_UP + ORDERS, 0);
  await through(desk, plans.slice(0, WARM_UP));
  const ms = await through(desk, plans.slice(WARM_UP));
  const rejected = desk.run.pipeline.execution.orders.filter(({ state }) => state === "rejected").length;
  if (rejected > 0) throw new Error(`the TWS rejected ${rejected} orders`);
  await desk.close();
  return ms;
}

/** Milliseconds until all have been acknowledged. */
async function through(desk: OrderDesk, offered: readonly PlanId[]): Promise<number> {
  const began = performance.now();
  const wanted = new Set<string>(offered);
  for (const plan of offered) desk.sequencer.put(accepts(plan), null);
  const isAcknowledged = (): boolean =>
    desk.run.pipeline.execution.orders.every(
      ({ planId, state }) => !wanted.has(planId) || state === "working" || state === "rejected",
    );
  await desk.sequencer.settled();
  const made = desk.run.pipeline.execution.orders.filter(({ planId }) => wanted.has(planId)).length;
  if (made < offered.length) throw new Error(`risk let only ${made} of ${offered.length} through`);
  while (!isAcknowledged()) await wait(1);
  return performance.now() - began;
}
