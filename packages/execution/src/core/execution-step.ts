import {
  applyParameters,
  epochMicros,
  InvariantError,
  isParameterName,
  unreachable,
  type EpochMicros,
  type ExecutionEvent,
  type OrderCommand,
  type ParametersChanged,
  type Step,
} from "@smart0dte/domain";
import { hearBroker } from "./broker-hearing.ts";
import type { ExecutionInput } from "./execution-input.ts";
import type { ExecutionState } from "./execution-state.ts";
import { replaceByHand } from "./hand-replacing.ts";
import { placeClose, placeOpening, releaseHeld, requestCancel } from "./order-placing.ts";
import { settle } from "./settlement.ts";
import { orphanLookAt, repairOrphans } from "./orphan-life.ts";
import { stopLookAt, tendStops } from "./resting-stop.ts";
import { endWalks, takeSteps } from "./price-walk.ts";
import { beginTurn, change, endTurn, type Turn } from "./turn.ts";

/** Turns decisions into orders, reports into positions and money, and the close into a settlement. */
export function executionStep(
  state: ExecutionState,
  input: ExecutionInput,
): Step<ExecutionState, ExecutionEvent | OrderCommand> {
  const done = work(beginTurn(state, input.at, input.quoteOf ?? null), input);
  const worked = endWalks(releaseHeld(tendStops(done)));
  return endTurn(
    worked.state === state ? worked : change(worked, { tickAt: nextTickAt(worked.state, input.at) }),
  );
}

/** True when time has passed to where it is work: feed a `tick`. Allocates nothing. */
export const isTickDue = ({ tickAt }: ExecutionState, at: EpochMicros): boolean =>
  tickAt !== null && at >= tickAt;

function work(turn: Turn, input: ExecutionInput): Turn {
  switch (input.kind) {
    case "approved":
      return placeOpening(turn, input.approved);
    case "exit":
      return placeClose(turn, input.exit);
    case "cancel":
      return requestCancel(turn, input.cancel);
    case "replace":
      return replaceByHand(turn, input.replace);
    case "broker":
      return repairOrphans(hearBroker(turn, input.event));
    case "brokerLink":
      return repairOrphans(releaseHeld(change(turn, { link: input.link })));
    case "flatten":
      return repairOrphans(change(turn, { isFlattening: input.isFlattening }));
    case "parameters":
      return repairOrphans(learnParameters(turn, input.changed));
    case "tick":
      return takeSteps(repairOrphans(turn));
    case "settle":
      return settle(turn, input.settlingPriceOf);
    default:
      return unreachable(input);
  }
}

function learnParameters(turn: Turn, { changes }: ParametersChanged): Turn {
  const wishes = changes.flatMap(({ name, to }) => (isParameterName(name) ? [{ name, value: to }] : []));
  const parameters = applyParameters(turn.state.parameters, wishes);
  if (!parameters.ok) throw new InvariantError("A parameter that risk has let pass", { ...parameters.error });
  return change(turn, { parameters: parameters.value });
}

/** The first moment at which the passing of time alone is work. */
function nextTickAt(state: ExecutionState, at: EpochMicros): EpochMicros | null {
  if (state.settling !== null) return null;
  const times = [
    ...state.strandings.flatMap((stranding) => orphanLookAt(state, stranding) ?? []),
    ...state.walks.map(({ nextAt }) => nextAt),
    ...[stopLookAt(state, at) ?? []].flat(),
  ];
  return times.length === 0 ? null : epochMicros(Math.min(...times));
}
