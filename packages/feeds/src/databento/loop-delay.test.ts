import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { LoopDelay } from "./loop-delay.ts";

let delay: LoopDelay;
beforeEach(() => {
  delay = new LoopDelay();
});
afterEach(() => delay.close());

function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

it("tells by how much a loop was held up, and forgets it then", async () => {
  await wait(50);
  delay.take();
  block(120);
  await wait(20);

  expect(delay.take()).toBeGreaterThan(100);
  await wait(50);
  expect(delay.take()).toBeLessThan(100);
});

it("tells it also while the loop has had no turn since", async () => {
  await wait(20);
  delay.take();
  block(60);

  expect(delay.take()).toBeGreaterThan(50);
});
