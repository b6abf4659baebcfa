import {
  unreachable,
  type Decision,
  type Mode,
  type Refused,
  type Signal,
  type TradePlan,
} from "@smart0dte/domain";
import type { Database } from "./database.ts";
import { writeHalt, writeResume } from "./halts.ts";
import { writeIntents } from "./intents.ts";
import { writeParameters } from "./parameters.ts";
import {
  approvals,
  breakers,
  commandsDone,
  exits,
  noTrades,
  plans,
  refusals,
  signalOutcomes,
  signals,
} from "./schema/decision-tables.ts";
import { writeExercise, writeFill, writeOrder, writePosition, writeUnsettled } from "./write-order.ts";

/** Where in which run a decision was taken. */
export interface DecisionPlace {
  readonly run: string;
  readonly mode: Mode;
  readonly seq: number;
}

/** Writes one decision so that writing it again changes nothing. */
export async function writeDecision(db: Database, decision: Decision, place: DecisionPlace): Promise<void> {
  const { run } = place;
  switch (decision.type) {
    case "signal":
      await db.insert(signals).values(signalRow(decision, run)).onConflictDoNothing();
      return;
    case "signalOutcome": {
      const { signalId, at, result } = decision;
      await db
        .insert(signalOutcomes)
        .values({ runId: run, signalId, atUs: at, result })
        .onConflictDoNothing();
      return;
    }
    case "plan":
      await db.insert(plans).values(planRow(decision, run)).onConflictDoNothing();
      return;
    case "noTrade": {
      const { signalId, at, code, ticker, numbers } = decision;
      await db
        .insert(noTrades)
        .values({ runId: run, signalId, code, atUs: at, ticker, numbers })
        .onConflictDoNothing();
      return;
    }
    case "approved": {
      const { orderId, plan, at, quantity, boundedBy, sizes, by } = decision;
      const row = {
        runId: run,
        orderId,
        planId: plan.id,
        atUs: at,
        quantity,
        boundedBy,
        sizes,
        approvedBy: by,
      };
      await db.insert(approvals).values(row).onConflictDoNothing();
      return;
    }
    case "refused":
      await db.insert(refusals).values(refusalRow(decision, run)).onConflictDoNothing();
      return;
    case "exit": {
      const { at, limit, type: _type, ...rest } = decision;
      await db
        .insert(exits)
        .values({ runId: run, atUs: at, limitE4: limit, ...rest })
        .onConflictDoNothing();
      return;
    }
    case "breaker": {
      const { level, scope, at, pnl, limit } = decision;
      await db
        .insert(breakers)
        .values({ runId: run, level, scope, atUs: at, pnlE4: pnl, limitE4: limit })
        .onConflictDoNothing();
      return;
    }
    case "halted":
      return writeHalt(db, decision.cause, place);
    case "resumed":
      return writeResume(db, decision, place);
    case "parametersChanged":
      return writeParameters(db, decision, place);
    case "commandDone": {
      const { commandId, at } = decision;
      await db.insert(commandsDone).values({ runId: run, commandId, atUs: at }).onConflictDoNothing();
      return;
    }
    case "orderCommand":
      return writeIntents(db, [decision], run);
    case "orderChanged":
      return writeOrder(db, decision.order, place);
    case "fill":
      return writeFill(db, decision, run);
    case "positionChanged":
      return writePosition(db, decision.position, place);
    case "exercised":
      return writeExercise(db, decision, run);
    case "unsettled":
      return writeUnsettled(db, decision, run);
    // in the audit chain, as the command that it came from
    case "holdingAccepted":
      return;
    case "cancelOpening":
    case "replaceWorking":
    case "orphanChanged":
    case "armed":
    case "disarmed":
      // the orders' own histories, their fills and the intents of cancel and change tell it; of arming the audit and the journal
      return;
    default:
      return unreachable(decision);
  }
}

function signalRow(signal: Signal, runId: string): typeof signals.$inferInsert {
  const { id, at, ticker, direction, volatility, horizonMinutes, reference, expectedMove, score } = signal;
  const { confidence, factors, regime, how } = signal;
  return {
    runId,
    id,
    atUs: at,
    ticker,
    direction,
    volatility,
    horizonMinutes,
    referenceE4: reference,
    expectedMoveE4: expectedMove,
    score,
    confidence: confidence.value,
    confidenceBasis: confidence.basis,
    outcomes: confidence.outcomes,
    won: confidence.won,
    factors,
    regime,
    how,
  };
}

function planRow(plan: TradePlan, runId: string): typeof plans.$inferInsert {
  const { id, signalId, at, ticker, strategy, entryLimit, maxProfit, maxLoss, costs, validUntil, how } = plan;
  return {
    runId,
    id,
    signalId,
    atUs: at,
    ticker,
    strategy,
    entryLimitE4: entryLimit,
    maxProfitE4: maxProfit,
    maxLossE4: maxLoss,
    costsE4: costs,
    validUntilUs: validUntil,
    how,
    body: plan,
  };
}

function refusalRow({ subject, code, at, numbers }: Refused, runId: string): typeof refusals.$inferInsert {
  const subjectOf =
    "plan" in subject
      ? { subjectKind: "plan" as const, subjectId: subject.plan }
      : { subjectKind: "command" as const, subjectId: subject.command };
  return { runId, ...subjectOf, code, atUs: at, numbers };
}
