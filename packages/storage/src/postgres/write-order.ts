import {
  InvariantError,
  type Exercised,
  type Fill,
  type Order,
  type Position,
  type Unsettled,
} from "@smart0dte/domain";
import { and, eq, lte, sql } from "drizzle-orm";
import type { Database } from "./database.ts";
import { exercises, fills, orderHistory, orders, positions, unsettled } from "./schema/order-tables.ts";

interface Place {
  readonly run: string;
  readonly seq: number;
}

/** The newest state wins; an older one, written again by a recovery, changes nothing. */
export async function writeOrder(db: Database, order: Order, { run, seq }: Place): Promise<void> {
  const {
    id,
    planId,
    positionId,
    ticker,
    purpose,
    reason,
    legs,
    quantity,
    filled,
    limit,
    validUntil,
    state,
  } = order;
  const now = { filled, limitE4: limit, state, seq };
  await db
    .insert(orders)
    .values({
      runId: run,
      id,
      planId,
      positionId,
      ticker,
      purpose,
      reason,
      legs,
      quantity,
      validUntilUs: validUntil,
      ...now,
    })
    .onConflictDoUpdate({ target: [orders.runId, orders.id], set: now, setWhere: lte(orders.seq, seq) });
  const history = order.history.map((entry, n) => ({
    runId: run,
    orderId: id,
    n,
    state: entry.state,
    atUs: entry.at,
    note: entry.note,
  }));
  if (history.length > 0) await db.insert(orderHistory).values(history).onConflictDoNothing();
}

export async function writePosition(db: Database, position: Position, { run, seq }: Place): Promise<void> {
  const {
    id,
    plan,
    ticker,
    strategy,
    legs,
    openedAt,
    quantity,
    opened,
    cash,
    openCost,
    fees,
    closedAt,
    residual,
    how,
  } = position;
  const now = {
    quantity,
    opened,
    cashE4: cash,
    openCostE4: openCost,
    feesE4: fees,
    closedAtUs: closedAt,
    residual,
    how,
    seq,
  };
  await db
    .insert(positions)
    .values({ runId: run, id, planId: plan.id, ticker, strategy, legs, openedAtUs: openedAt, ...now })
    .onConflictDoUpdate({
      target: [positions.runId, positions.id],
      set: now,
      setWhere: lte(positions.seq, seq),
    });
}

/** Money: the same execution with other numbers is a bug, never an update. */
export async function writeFill(db: Database, fill: Fill, run: string): Promise<void> {
  const { executionId, orderId, positionId, purpose, at, quantity, price, fees, legs, quality, how } = fill;
  const row = {
    orderId,
    positionId,
    purpose,
    atUs: at,
    quantity,
    priceE4: price,
    feesE4: fees,
    legs,
    toPlacedMidE4: quality.toPlacedMid,
    toFillMidE4: quality.toFillMid,
    toPlanE4: quality.toPlan,
    sinceIntentUs: quality.sinceIntent,
    how,
  };
  const same = and(
    eq(fills.orderId, orderId),
    eq(fills.atUs, at),
    eq(fills.quantity, quantity),
    eq(fills.priceE4, price),
    eq(fills.feesE4, fees),
    sql`${fills.legs} = ${JSON.stringify(legs)}::jsonb`,
  );
  const written = await db
    .insert(fills)
    .values({ runId: run, executionId, ...row })
    .onConflictDoUpdate({
      target: [fills.runId, fills.executionId],
      set: { executionId },
      ...(same === undefined ? {} : { setWhere: same }),
    })
    .returning({ executionId: fills.executionId });
  if (written.length === 0)
    throw new InvariantError("Two different fills of one execution", { run, executionId });
}

export async function writeExercise(db: Database, exercised: Exercised, run: string): Promise<void> {
  const { positionId, instrument, at, quantity, outcome, shares, strike, settledAt, value } = exercised;
  await db
    .insert(exercises)
    .values({
      runId: run,
      positionId,
      instrument,
      atUs: at,
      quantity,
      outcome,
      shares,
      strikeE4: strike,
      settledAtE4: settledAt,
      valueE4: value,
    })
    .onConflictDoNothing();
}

export async function writeUnsettled(
  db: Database,
  { positionId, at, why }: Unsettled,
  run: string,
): Promise<void> {
  await db.insert(unsettled).values({ runId: run, positionId, atUs: at, why }).onConflictDoNothing();
}
