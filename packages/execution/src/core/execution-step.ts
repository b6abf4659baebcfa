import { unreachable, type ExecutionEvent, type OrderCommand, type Step } from "@smart0dte/domain";
import { hearBroker } from "./broker-hearing.ts";
import type { ExecutionInput } from "./execution-input.ts";
import type { ExecutionState } from "./execution-state.ts";
import { placeClose, placeOpening, requestCancel } from "./order-placing.ts";
import { settle } from "./settlement.ts";
import { beginTurn, endTurn, type Turn } from "./turn.ts";

/** Turns decisions into orders, reports into positions and money, and the close into a settlement. */
export function executionStep(
  state: ExecutionState,
  input: ExecutionInput,
): Step<ExecutionState, ExecutionEvent | OrderCommand> {
  return endTurn(work(beginTurn(state, input.at), input));
}

function work(turn: Turn, input: ExecutionInput): Turn {
  switch (input.kind) {
    case "approved":
      return placeOpening(turn, input.approved);
    case "exit":
      return placeClose(turn, input.exit);
    case "cancel":
      return requestCancel(turn, input.cancel);
    case "broker":
      return hearBroker(turn, input.event);
    case "settle":
      return settle(turn, input.settlingPriceOf);
    default:
      return unreachable(input);
  }
}
