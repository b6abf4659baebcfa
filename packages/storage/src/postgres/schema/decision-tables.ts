import type { Factor, How, TradePlan } from "@smart0dte/domain";
import { doublePrecision, integer, jsonb, pgTable, primaryKey, smallint, text } from "drizzle-orm/pg-core";
import { whole } from "./column-kinds.ts";

type Numbers = Readonly<Record<string, number | string>>;

const run = () => text("run_id").notNull();

export const signals = pgTable(
  "signals",
  {
    runId: run(),
    id: text("id").notNull(),
    atUs: whole("at_us").notNull(),
    ticker: text("ticker").notNull(),
    direction: text("direction").notNull(),
    volatility: text("volatility"),
    horizonMinutes: doublePrecision("horizon_minutes").notNull(),
    referenceE4: whole("reference_e4").notNull(),
    expectedMoveE4: whole("expected_move_e4").notNull(),
    score: doublePrecision("score").notNull(),
    confidence: doublePrecision("confidence").notNull(),
    confidenceBasis: text("confidence_basis").notNull(),
    outcomes: integer("outcomes").notNull(),
    won: integer("won").notNull(),
    factors: jsonb("factors").$type<readonly Factor[]>().notNull(),
    regime: text("regime").notNull(),
    how: text("how").$type<How>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.id] })],
);

export const signalOutcomes = pgTable(
  "signal_outcomes",
  {
    runId: run(),
    signalId: text("signal_id").notNull(),
    atUs: whole("at_us").notNull(),
    result: text("result").notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.signalId] })],
);

export const plans = pgTable(
  "plans",
  {
    runId: run(),
    id: text("id").notNull(),
    signalId: text("signal_id").notNull(),
    atUs: whole("at_us").notNull(),
    ticker: text("ticker").notNull(),
    strategy: text("strategy").notNull(),
    entryLimitE4: whole("entry_limit_e4").notNull(),
    maxProfitE4: whole("max_profit_e4").notNull(),
    maxLossE4: whole("max_loss_e4").notNull(),
    costsE4: whole("costs_e4").notNull(),
    validUntilUs: whole("valid_until_us").notNull(),
    how: text("how").$type<How>().notNull(),
    body: jsonb("body").$type<TradePlan>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.id] })],
);

export const noTrades = pgTable(
  "no_trades",
  {
    runId: run(),
    signalId: text("signal_id").notNull(),
    code: text("code").notNull(),
    atUs: whole("at_us").notNull(),
    ticker: text("ticker").notNull(),
    numbers: jsonb("numbers").$type<Numbers>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.signalId, table.code] })],
);

export const refusals = pgTable(
  "refusals",
  {
    runId: run(),
    subjectKind: text("subject_kind").$type<"plan" | "command">().notNull(),
    subjectId: text("subject_id").notNull(),
    code: text("code").notNull(),
    atUs: whole("at_us").notNull(),
    numbers: jsonb("numbers").$type<Numbers>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.runId, table.subjectKind, table.subjectId, table.code, table.atUs] }),
  ],
);

export const commandsDone = pgTable(
  "commands_done",
  { runId: run(), commandId: text("command_id").notNull(), atUs: whole("at_us").notNull() },
  (table) => [primaryKey({ columns: [table.runId, table.commandId] })],
);

export const approvals = pgTable(
  "approvals",
  {
    runId: run(),
    orderId: text("order_id").notNull(),
    planId: text("plan_id").notNull(),
    atUs: whole("at_us").notNull(),
    quantity: integer("quantity").notNull(),
    boundedBy: text("bounded_by").notNull(),
    sizes: jsonb("sizes").$type<Readonly<Record<string, number>>>().notNull(),
    approvedBy: text("approved_by").notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.orderId] })],
);

export const exits = pgTable(
  "exits",
  {
    runId: run(),
    orderId: text("order_id").notNull(),
    positionId: text("position_id").notNull(),
    atUs: whole("at_us").notNull(),
    reason: text("reason").notNull(),
    limitE4: whole("limit_e4").notNull(),
    quantity: integer("quantity").notNull(),
    dropped: jsonb("dropped").$type<readonly number[]>().notNull(),
    numbers: jsonb("numbers").$type<Numbers>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.orderId] })],
);

export const breakers = pgTable(
  "breakers",
  {
    runId: run(),
    level: smallint("level").notNull(),
    scope: text("scope").notNull(),
    atUs: whole("at_us").notNull(),
    pnlE4: whole("pnl_e4").notNull(),
    limitE4: whole("limit_e4").notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.level, table.scope, table.atUs] })],
);
