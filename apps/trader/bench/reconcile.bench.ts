import { setTimeout as wait } from "node:timers/promises";
import { machineLoopMs } from "./machine-loop.ts";
import { OrderDesk } from "./order-desk.ts";
import { accepts } from "./plan-run.ts";

/**
 * From the first step of a connection to a desk that may open, with 200 working orders and 50 positions on both sides:
 * handshake, all five questions, and the comparison. The TWS is another process; the broker's pacing holds.
 */
const POSITIONS = 50;
const ORDERS = 200;
const RUNS = 10;
/** Dollars that an order asks for beyond what the market gives; on a market that stands nothing is filled. */
const GENEROUS = -1;
const FAIR = 0;

const desk = await OrderDesk.open("none");
await desk.isIdle();
for (const plan of desk.run.offer(POSITIONS, GENEROUS)) desk.sequencer.put(accepts(plan), null);
desk.tell({ kind: "move" });
while (desk.run.pipeline.execution.positions.length < POSITIONS) await wait(10);
desk.tell({ kind: "stand" });
for (const plan of desk.run.offer(ORDERS, FAIR)) desk.sequencer.put(accepts(plan), null);
const working = (): number =>
  desk.run.pipeline.execution.orders.filter(({ state }) => state === "working").length;
while (working() < ORDERS) await wait(10);
await desk.sequencer.settled();

const times: number[] = [];
for (let run = 0; run < RUNS; run += 1) {
  desk.disconnect("broker");
  times.push(await desk.connect());
}
const { live, held } = await desk.count();
const sorted = times.toSorted((left, right) => left - right);
const at = (share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN);
console.log(
  JSON.stringify({
    name: "reconcile",
    unit: "ms from connecting to ready",
    value: at(1),
    p50: at(0.5),
    p99: at(1),
    conditions: {
      orders: live,
      positions: desk.run.pipeline.execution.positions.length,
      contractsHeld: held,
      runs: RUNS,
      value: "the slowest",
      machineLoopMs: Math.round(machineLoopMs()),
    },
  }),
);
await desk.close();
