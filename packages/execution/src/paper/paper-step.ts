import { unreachable, type BrokerEvent, type Step } from "@smart0dte/domain";
import { hearCommand } from "./command-hearing.ts";
import { lookAtMarket } from "./market-look.ts";
import type { PaperInput } from "./paper-input.ts";
import type { PaperState } from "./paper-state.ts";

/** Fills orders as a market would that owes us nothing: late, at executable sides, within displayed size. */
export function paperStep(state: PaperState, input: PaperInput): Step<PaperState, BrokerEvent> {
  switch (input.kind) {
    case "command":
      return hearCommand(state, input.command, input);
    case "look":
      return state.orders.length === 0 ? idle(state) : lookAtMarket(state, input);
    default:
      return unreachable(input);
  }
}

const idleSteps = new WeakMap<PaperState, Step<PaperState, BrokerEvent>>();

/** The same answer for the same state: looks without orders are the hot path and make no object. */
function idle(state: PaperState): Step<PaperState, BrokerEvent> {
  const known = idleSteps.get(state);
  if (known !== undefined) return known;
  const made = { state, out: [] };
  idleSteps.set(state, made);
  return made;
}
