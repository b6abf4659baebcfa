import { spread } from "./interleaved-runs.ts";
import { MACHINE_LOOP_ROUNDS, QUIET_LOOP_NS } from "./machine-loop.ts";

interface TurnTimes {
  readonly ms: readonly number[];
  /** Of the machine's fixed loop, which took turns with it. */
  readonly loopMs: readonly number[];
}

interface TimeAim extends Readonly<Record<string, number | string>> {
  readonly unit: string;
  /** Met on a quiet machine; a slower one's aim is longer by as much as its loop. */
  readonly aimMs: number;
}

/** Prints one measurement of milliseconds beside the aim scaled by the loop's time in the same minutes; up to 1 is met. */
export function printTime(
  name: string,
  { ms, loopMs }: TurnTimes,
  { unit, aimMs, ...conditions }: TimeAim,
): void {
  const { p50, slowest } = spread(ms);
  const loopNs = (spread(loopMs).p50 / MACHINE_LOOP_ROUNDS) * 1e6;
  const scaledAimMs = (aimMs * loopNs) / QUIET_LOOP_NS;
  console.log(
    JSON.stringify({
      name,
      unit,
      value: rounded(p50),
      p50: rounded(p50),
      p99: rounded(slowest),
      conditions: {
        ...conditions,
        runs: ms.length,
        interleaved: true,
        loopNs: rounded(loopNs),
        aimMs,
        scaledAimMs: rounded(scaledAimMs),
        ofScaledAim: rounded(p50 / scaledAimMs),
      },
    }),
  );
}

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;
