import type { EpochMicros } from "@smart0dte/domain";
import { machineSurroundings } from "@smart0dte/execution/ibkr";

type Surroundings = ReturnType<typeof machineSurroundings>;

/** The machine's surroundings, in which an exception of the adapter's own work is told instead of thrown at nobody. */
export function guardedSurroundings(
  now: () => EpochMicros,
  onFailure: (error: unknown) => void,
): Surroundings {
  const machine = machineSurroundings(now);
  const guarded =
    (work: () => void): (() => void) =>
    () => {
      try {
        work();
      } catch (error) {
        onFailure(error);
      }
    };
  return {
    ...machine,
    every: (ms, work) => machine.every(ms, guarded(work)),
    later: (work) => machine.later(guarded(work)),
  };
}
