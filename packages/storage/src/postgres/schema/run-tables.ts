import type { HaltCause, How, Mode, Provenance, Ticker } from "@smart0dte/domain";
import { boolean, date, doublePrecision, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { whole } from "./column-kinds.ts";

export const runs = pgTable("runs", {
  id: text("id").primaryKey(),
  mode: text("mode").$type<Mode>().notNull(),
  source: text("source").notNull(),
  src: text("src").$type<Provenance["src"]>().notNull(),
  options: text("options").$type<Provenance["options"]>().notNull(),
  sessionDate: date("session_date", { mode: "string" }).notNull(),
  journalFile: text("journal_file").notNull(),
  startedAtMs: whole("started_at_ms").notNull(),
  ended: text("ended").$type<"finished" | "abandoned">(),
  endedAtMs: whole("ended_at_ms"),
  digest: text("digest"),
});

export const dayResults = pgTable("day_results", {
  runId: text("run_id").primaryKey(),
  src: text("src").$type<Provenance["src"]>().notNull(),
  options: text("options").$type<Provenance["options"]>().notNull(),
  atUs: whole("at_us").notNull(),
  midE4: whole("mid_e4"),
  executableE4: whole("executable_e4"),
  realisedE4: whole("realised_e4").notNull(),
  feesE4: whole("fees_e4").notNull(),
  unmarkable: jsonb("unmarkable").$type<readonly string[]>().notNull(),
  how: text("how").$type<How>().notNull(),
});

export const parameterChanges = pgTable(
  "parameter_changes",
  {
    runId: text("run_id").notNull(),
    atUs: whole("at_us").notNull(),
    name: text("name").notNull(),
    was: jsonb("was").$type<number | string>().notNull(),
    value: jsonb("value").$type<number | string>().notNull(),
    changedBy: text("changed_by").notNull(),
    reason: text("reason").notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.atUs, table.name] })],
);

export const parameters = pgTable(
  "parameters",
  {
    mode: text("mode").$type<Mode>().notNull(),
    src: text("src").$type<Provenance["src"]>().notNull(),
    name: text("name").notNull(),
    value: jsonb("value").$type<number | string>().notNull(),
    changedBy: text("changed_by").notNull(),
    runId: text("run_id").notNull(),
    atUs: whole("at_us").notNull(),
  },
  (table) => [primaryKey({ columns: [table.mode, table.src, table.name] })],
);

export const resumes = pgTable(
  "resumes",
  {
    runId: text("run_id").notNull(),
    atUs: whole("at_us").notNull(),
    resumedBy: text("resumed_by").notNull(),
    reason: text("reason").notNull(),
    cleared: jsonb("cleared").$type<readonly HaltCause["kind"][]>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.atUs] })],
);

export const halts = pgTable(
  "halts",
  {
    runId: text("run_id").notNull(),
    kind: text("kind").$type<HaltCause["kind"]>().notNull(),
    ticker: text("ticker").$type<Ticker | "">().notNull().default(""),
    atUs: whole("at_us").notNull(),
    mode: text("mode").$type<Mode>().notNull(),
    haltedBy: text("halted_by"),
    reason: text("reason"),
    pnlE4: whole("pnl_e4"),
    limitE4: whole("limit_e4"),
    vix: doublePrecision("vix"),
    closedRunId: text("closed_run_id"),
    closedAtUs: whole("closed_at_us"),
  },
  (table) => [primaryKey({ columns: [table.runId, table.kind, table.ticker, table.atUs] })],
);

export const haltRequests = pgTable("halt_requests", {
  id: text("id").primaryKey(),
  askedAtMs: whole("asked_at_ms").notNull(),
  askedBy: text("asked_by").notNull(),
  reason: text("reason").notNull(),
  flatten: boolean("flatten").notNull(),
});
