/** Rounds of the fixed loop: enough to outlast the clock's grain, few enough to stand beside every measurement. */
export const MACHINE_LOOP_ROUNDS = 10_000_000;
/** What a round takes on the quiet machine that the aims are set for, nanoseconds. */
export const QUIET_LOOP_NS = 31;

/**
 * Milliseconds of a fixed loop of `Math.exp` and `Math.log` on this machine now; printed beside a measurement, so
 * that figures of two machines, or of a busy and a quiet hour, can be compared.
 */
export function machineLoopMs(): number {
  const began = performance.now();
  let sum = 0;
  for (let n = 1; n <= MACHINE_LOOP_ROUNDS; n += 1) sum += Math.log(1 + Math.exp(-n / MACHINE_LOOP_ROUNDS));
  // a loop whose result nobody reads need not run
  if (!(sum > 0)) throw new Error("The machine cannot count");
  return performance.now() - began;
}
