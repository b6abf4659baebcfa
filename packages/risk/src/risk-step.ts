import { unreachable, type RegimeView, type RiskEvent, type Step } from "@smart0dte/domain";
import { lapseArming } from "./arm-account.ts";
import { takeCommand } from "./commands.ts";
import { addHalt, cancelOpenings } from "./halting.ts";
import { learnExecution } from "./learn-execution.ts";
import { assessMarket } from "./market-assessment.ts";
import { takePlan } from "./plan-judgement.ts";
import type { RiskBook } from "./risk-book.ts";
import type { RiskInput } from "./risk-input.ts";
import { beginTurn, change, endTurn, type Turn } from "./turn.ts";

/** Judges plans and commands, watches what is held. Closing is never blocked by what blocks opening. */
export function riskStep(book: RiskBook, input: RiskInput): Step<RiskBook, RiskEvent> {
  return endTurn(work(lapseArming(beginTurn(book, input)), input));
}

function work(turn: Turn, input: RiskInput): Turn {
  switch (input.kind) {
    case "plan":
      return takePlan(turn, input.plan, input.quoteOf);
    case "command":
      return takeCommand(turn, input.command, input.quoteOf);
    case "market":
    case "timer":
      return assessMarket(turn, input);
    case "regime":
      return learnRegime(turn, input.view);
    case "brokerLink":
      return change(turn, { brokerLink: input.link });
    case "execution":
      return learnExecution(turn, input.event);
    default:
      return unreachable(input);
  }
}

/** An emergency halts; leaving it needs a person even after the regime has calmed. */
function learnRegime(turn: Turn, { regime, vix }: RegimeView): Turn {
  const known = change(turn, { regime, vix });
  const isHalted = turn.book.halts.some(({ kind }) => kind === "emergency");
  if (regime !== "emergency" || isHalted) return known;
  return cancelOpenings(addHalt(known, { kind: "emergency", vix, at: turn.at }), "halt", null);
}
