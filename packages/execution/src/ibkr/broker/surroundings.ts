import { performance } from "node:perf_hooks";
import type { EpochMicros } from "@smart0dte/domain";
import type { BrokerSurroundings } from "./broker-options.ts";

/** The machine's own clock, timers and chance; desk time is given. */
export const machineSurroundings = (now: () => EpochMicros): BrokerSurroundings => ({
  now,
  monotonic: () => performance.now(),
  chance: () => Math.random(),
  every: (ms, work) => {
    const timer = setInterval(work, ms);
    return () => {
      clearInterval(timer);
    };
  },
  later: (work) => {
    setImmediate(work);
  },
});
