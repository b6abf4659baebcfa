import {
  applyParameters,
  closeNatural,
  packageWidth,
  unreachable,
  type Command,
  type QuoteOf,
} from "@smart0dte/domain";
import { armAccount, disarmAccount, noteAct } from "./arm-account.ts";
import { armingDenial } from "./arming.ts";
import { acceptHolding } from "./accepting.ts";
import { pursue, sendExit, workingClose } from "./exits.ts";
import { addHalt, cancel, cancelOpenings, isCancellable } from "./halting.ts";
import type { Denial } from "./denial.ts";
import { openingLimitFault, planAt } from "./plan-at-limit.ts";
import { approve, denialOf } from "./plan-judgement.ts";
import { replaceOrder } from "./order-replacing.ts";
import { resume } from "./resuming.ts";
import { change, say, type Turn } from "./turn.ts";

type Act<Kind extends Command["act"]["kind"]> = Extract<Command["act"], { kind: Kind }>;
type Outcome = Turn | Denial;

/** Who commands where no person does: nobody is there. */
const DESK_ITSELF = "desk";

/** Carries out what a person decided, or refuses it with the reason. Roles are checked here again. */
export function takeCommand(turn: Turn, command: Command, quoteOf: QuoteOf): Turn {
  if (turn.book.seenCommands.includes(command.id)) {
    return refuse(turn, command, { code: "DUPLICATE", numbers: { command: command.id } });
  }
  const noted = change(turn, { seenCommands: [...turn.book.seenCommands, command.id] });
  if (command.by.role === "viewer") {
    return refuse(noted, command, { code: "ROLE", numbers: { role: "viewer", act: command.act.kind } });
  }
  const acted = command.by.user === DESK_ITSELF ? noted : noteAct(noted);
  const outcome = carryOut(acted, command, quoteOf);
  return "code" in outcome
    ? refuse(acted, command, outcome)
    : say(outcome, { type: "commandDone", at: turn.at, commandId: command.id });
}

const refuse = (turn: Turn, command: Command, { code, numbers }: Denial): Turn =>
  say(turn, { type: "refused", at: turn.at, subject: { command: command.id }, code, numbers });

function carryOut(turn: Turn, command: Command, quoteOf: QuoteOf): Outcome {
  const { act, by } = command;
  switch (act.kind) {
    case "halt":
      return halt(turn, act, { user: by.user, quoteOf });
    case "resume":
      return resume(turn, by, act.reason);
    case "acceptPlan":
      return acceptPlan(turn, act, { command, quoteOf });
    case "closePosition":
      return closePosition(turn, act, quoteOf);
    case "acceptHolding":
      return acceptHolding(turn, act, by.user);
    case "cancelOrder":
      return cancelOrder(turn, act);
    case "replaceOrder":
      return replaceOrder(turn, { ...act, by: command.id, quoteOf });
    case "setParameters":
      return setParameters(turn, act, by.user);
    case "arm":
      return armAccount(turn, command, act.account);
    case "disarm":
      return disarmAccount(turn, { by: by.user, why: act.why });
    case "stayArmed":
      return armingDenial(turn.book.arming) ?? turn;
    default:
      return unreachable(act);
  }
}

/** Halting twice is one halt. Flattening holds for what fills later, until a person resumes. */
function halt(
  turn: Turn,
  { reason, flatten }: Act<"halt">,
  { user, quoteOf }: { user: string; quoteOf: QuoteOf },
): Turn {
  const { at, book } = turn;
  const isHalted = book.halts.some(({ kind }) => kind === "manual");
  const halted = isHalted ? turn : addHalt(turn, { kind: "manual", by: user, reason, at });
  let next = cancelOpenings(halted, "halt", null);
  if (!flatten) return next;

  next = change(next, { flattening: true });
  if (at >= book.session.close) return next;
  for (const position of book.positions) {
    const due = { reason: "flatten" as const, limit: packageWidth(position.legs), numbers: { by: user } };
    next = pursue(next, position, { due, quoteOf });
  }
  return next;
}

function acceptPlan(
  turn: Turn,
  { planId, quantity, limit = null }: Act<"acceptPlan">,
  { command, quoteOf }: { command: Command; quoteOf: QuoteOf },
): Outcome {
  const seen = turn.book.seenPlans.find(({ id }) => id === planId);
  if (seen?.taken === true) return { code: "ALREADY_TAKEN", numbers: { plan: planId } };
  const proposed = turn.book.pending.find(({ id }) => id === planId);
  if (proposed === undefined) return { code: "UNKNOWN_PLAN", numbers: { plan: planId } };
  if (quantity !== null && !(Number.isInteger(quantity) && quantity > 0)) {
    return {
      code: "BAD_PARAMETER",
      numbers: { name: "quantity", sentence: `Quantity must be 1 or more; you entered ${quantity}.` },
    };
  }
  const fault = limit === null ? null : openingLimitFault(proposed, limit);
  if (fault !== null) return { code: "BAD_PARAMETER", numbers: { name: "limit", sentence: fault } };
  const plan = limit === null ? proposed : planAt(proposed, limit);
  const will = { quoteOf, by: command.id, requested: quantity, mayWait: limit !== null };
  return denialOf(turn.book, plan, { at: turn.at, will }) ?? approve(turn, plan, will);
}

/** All of a position or some of its packages. Never blocked by a halt. Without a market, a person must name the price. */
function closePosition(turn: Turn, act: Act<"closePosition">, quoteOf: QuoteOf): Outcome {
  const { positionId, limit } = act;
  const { book, at } = turn;
  const position = book.positions.find(({ id }) => id === positionId);
  if (position === undefined) return { code: "UNKNOWN_POSITION", numbers: { position: positionId } };
  const working = workingClose(book, position);
  if (working !== null)
    return { code: "ALREADY_CLOSING", numbers: { position: positionId, reason: working.reason } };
  const { open, close } = book.session;
  if (at < open || at >= close) return { code: "NOT_OPEN", numbers: { at, open, close } };

  const quantity = act.quantity ?? position.quantity;
  if (!(Number.isInteger(quantity) && quantity > 0 && quantity <= position.quantity)) {
    const sentence = `Of this position 1 to ${position.quantity} can be closed; you entered ${quantity}.`;
    return { code: "BAD_PARAMETER", numbers: { name: "quantity", sentence } };
  }
  const natural = closeNatural(position.legs, quoteOf);
  if (limit === null && !natural.markable) {
    return { code: "QUOTE_STALE", numbers: { instrument: natural.instrument, why: natural.why } };
  }
  const width = packageWidth(position.legs);
  if (limit !== null && (!Number.isSafeInteger(limit) || limit > width)) {
    const sentence = `A close may cost at most the structure's width, ${width / 10_000}; you entered ${limit / 10_000}.`;
    return { code: "BAD_PARAMETER", numbers: { name: "limit", sentence } };
  }
  const price = limit ?? (natural.markable ? natural.price : width);
  const numbers = natural.markable ? { closeExecutable: natural.price } : { unmarkable: natural.why };
  return sendExit(turn, position, { due: { reason: "person", limit: price, numbers }, quoteOf, quantity });
}

function cancelOrder(turn: Turn, { orderId }: Act<"cancelOrder">): Outcome {
  const order = turn.book.orders.find(({ id }) => id === orderId);
  if (order === undefined) return { code: "UNKNOWN_ORDER", numbers: { order: orderId } };
  if (!isCancellable(order))
    return { code: "NOT_CANCELLABLE", numbers: { order: orderId, state: order.state } };
  return cancel(turn, orderId, "person");
}

/** All changes or none. */
function setParameters(turn: Turn, { changes, reason }: Act<"setParameters">, user: string): Outcome {
  const before = turn.book.parameters;
  const applied = applyParameters(before, changes);
  if (!applied.ok) {
    const { name, value, sentence } = applied.error;
    return { code: "BAD_PARAMETER", numbers: { name, value, sentence } };
  }
  const parameters = applied.value;
  const changed = [...new Set(changes.map(({ name }) => name))]
    .filter((name) => before[name] !== parameters[name])
    .map((name) => ({ name, from: before[name], to: parameters[name] }));
  const next = change(turn, { parameters });
  return changed.length === 0
    ? next
    : say(next, { type: "parametersChanged", at: turn.at, by: user, reason, changes: changed });
}
