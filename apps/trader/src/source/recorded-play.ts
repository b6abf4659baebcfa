import { setImmediate as turn } from "node:timers/promises";
import type { EpochMicros, OutsideInput } from "@smart0dte/domain";
import { notOffered, type Controlled, type Playing } from "./desk-source.ts";

/** At full speed the process looks at its sockets and commands after so many inputs. */
const INPUTS_A_TURN = 32;

/** What a recorded market says next, and going on to what follows it. */
export interface RecordedInputs {
  next(): { readonly at: EpochMicros; readonly what: OutsideInput } | null;
  advance(): void | Promise<void>;
}

/** Puts each input when the clock has reached its time, until there is none or it is stopped. */
export async function playRecorded(
  inputs: RecordedInputs,
  { sequencer, clock, stop }: Playing,
): Promise<"ended" | "stopped"> {
  for (let n = 1; ; n += 1) {
    const input = inputs.next();
    if (input === null) return "ended";
    const { at, what } = input;
    while (!stop.aborted && clock.deskNow(at) < at) await clock.until(at);
    if (clock.speed === "max" && n % INPUTS_A_TURN === 0) await turn();
    if (stop.aborted) return "stopped";
    await inputs.advance();
    sequencer.put(what, at);
    if (sequencer.settling !== null) await sequencer.settling;
  }
}

export const notSteered = (): Promise<Controlled> =>
  Promise.resolve(
    notOffered("This market is a recorded one. Nothing was done. Only a simulated market can be steered."),
  );
