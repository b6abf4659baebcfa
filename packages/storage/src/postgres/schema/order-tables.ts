import type { How, Leg, LegFill, OrderState, Position } from "@smart0dte/domain";
import { integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { whole } from "./column-kinds.ts";

const run = () => text("run_id").notNull();

export const intents = pgTable(
  "intents",
  {
    runId: run(),
    orderId: text("order_id").notNull(),
    action: text("action").$type<"place" | "replace" | "cancel">().notNull(),
    atUs: whole("at_us").notNull(),
    purpose: text("purpose"),
    quantity: integer("quantity"),
    limitE4: whole("limit_e4"),
    validUntilUs: whole("valid_until_us"),
    body: text("body").notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.orderId, table.action, table.atUs] })],
);

export const positions = pgTable(
  "positions",
  {
    runId: run(),
    id: text("id").notNull(),
    planId: text("plan_id").notNull(),
    ticker: text("ticker").notNull(),
    strategy: text("strategy").notNull(),
    legs: jsonb("legs").$type<readonly Leg[]>().notNull(),
    quantity: integer("quantity").notNull(),
    opened: integer("opened").notNull(),
    cashE4: whole("cash_e4").notNull(),
    openCostE4: whole("open_cost_e4").notNull(),
    feesE4: whole("fees_e4").notNull(),
    openedAtUs: whole("opened_at_us").notNull(),
    closedAtUs: whole("closed_at_us"),
    residual: jsonb("residual").$type<Position["residual"]>().notNull(),
    how: text("how").$type<How>().notNull(),
    seq: whole("seq").notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.id] })],
);

export const orders = pgTable(
  "orders",
  {
    runId: run(),
    id: text("id").notNull(),
    planId: text("plan_id").notNull(),
    positionId: text("position_id").notNull(),
    ticker: text("ticker").notNull(),
    purpose: text("purpose").$type<"open" | "close">().notNull(),
    reason: text("reason").notNull(),
    legs: jsonb("legs").$type<readonly Leg[]>().notNull(),
    quantity: integer("quantity").notNull(),
    filled: integer("filled").notNull(),
    limitE4: whole("limit_e4").notNull(),
    validUntilUs: whole("valid_until_us").notNull(),
    state: text("state").$type<OrderState>().notNull(),
    seq: whole("seq").notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.id] })],
);

export const orderHistory = pgTable(
  "order_history",
  {
    runId: run(),
    orderId: text("order_id").notNull(),
    n: integer("n").notNull(),
    state: text("state").$type<OrderState>().notNull(),
    atUs: whole("at_us").notNull(),
    note: text("note"),
  },
  (table) => [primaryKey({ columns: [table.runId, table.orderId, table.n] })],
);

export const fills = pgTable(
  "fills",
  {
    runId: run(),
    executionId: text("execution_id").notNull(),
    orderId: text("order_id").notNull(),
    positionId: text("position_id").notNull(),
    purpose: text("purpose").$type<"open" | "close">().notNull(),
    atUs: whole("at_us").notNull(),
    quantity: integer("quantity").notNull(),
    priceE4: whole("price_e4").notNull(),
    feesE4: whole("fees_e4").notNull(),
    legs: jsonb("legs").$type<readonly LegFill[]>().notNull(),
    toPlacedMidE4: whole("to_placed_mid_e4"),
    toFillMidE4: whole("to_fill_mid_e4"),
    toPlanE4: whole("to_plan_e4"),
    sinceIntentUs: whole("since_intent_us"),
    how: text("how").$type<How>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.executionId] })],
);

export const exercises = pgTable(
  "exercises",
  {
    runId: run(),
    positionId: text("position_id").notNull(),
    instrument: whole("instrument").notNull(),
    atUs: whole("at_us").notNull(),
    quantity: integer("quantity").notNull(),
    outcome: text("outcome").notNull(),
    shares: integer("shares").notNull(),
    strikeE4: whole("strike_e4").notNull(),
    settledAtE4: whole("settled_at_e4").notNull(),
    valueE4: whole("value_e4").notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.positionId, table.instrument] })],
);

export const unsettled = pgTable(
  "unsettled",
  {
    runId: run(),
    positionId: text("position_id").notNull(),
    atUs: whole("at_us").notNull(),
    why: text("why").notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.positionId] })],
);
