import {
  InvariantError,
  epochMicros,
  unreachable,
  usdE4,
  type HaltCause,
  type IsoDate,
  type Mode,
  type OrderId,
  type Resumed,
  type Ticker,
} from "@smart0dte/domain";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { Database } from "./database.ts";
import { halts, resumes, runs } from "./schema/run-tables.ts";

/** A halt that nobody has resumed from, with the day it belongs to. */
export interface OpenHalt {
  readonly cause: HaltCause;
  readonly run: string;
  readonly date: IsoDate;
}

export interface RunOfMode {
  readonly run: string;
  readonly mode: Mode;
}

/** The halts of a mode that are in force, oldest first: the next start begins with them. */
export async function openHalts(db: Database, mode: Mode): Promise<readonly OpenHalt[]> {
  const rows = await db
    .select({ halt: halts, date: runs.sessionDate })
    .from(halts)
    .innerJoin(runs, eq(runs.id, halts.runId))
    .where(and(eq(halts.mode, mode), isNull(halts.closedAtUs)))
    .orderBy(asc(halts.atUs));
  return rows.map(({ halt, date }) => ({ cause: toCause(halt), run: halt.runId, date: date as IsoDate }));
}

export async function writeHalt(db: Database, cause: HaltCause, { run, mode }: RunOfMode): Promise<void> {
  await db
    .insert(halts)
    .values({ runId: run, mode, kind: cause.kind, atUs: cause.at, ...detailOf(cause) })
    .onConflictDoNothing();
}

/** Only a resume that was not known yet closes halts: a replay of an old run reopens and closes nothing. */
export async function writeResume(db: Database, resumed: Resumed, { run, mode }: RunOfMode): Promise<void> {
  const { at, by, reason, cleared } = resumed;
  const fresh = await db
    .insert(resumes)
    .values({ runId: run, atUs: at, resumedBy: by, reason, cleared })
    .onConflictDoNothing()
    .returning({ atUs: resumes.atUs });
  if (fresh.length === 0 || cleared.length === 0) return;
  const isOpen = and(eq(halts.mode, mode), isNull(halts.closedAtUs));
  const open = await db.select({ kind: halts.kind }).from(halts).where(isOpen);
  const countOf = (kinds: readonly HaltCause["kind"][]): number =>
    kinds.filter((kind) => kind === "ticker").length;
  // a resume names kinds, not tickers: where one ticker of several was cleared all stay closed to new risk
  const isTickerClear = countOf(cleared) >= countOf(open.map(({ kind }) => kind));
  const kinds = cleared.filter((kind) => kind !== "ticker" || isTickerClear);
  if (kinds.length === 0) return;
  await db
    .update(halts)
    .set({ closedRunId: run, closedAtUs: at })
    .where(and(isOpen, inArray(halts.kind, kinds)));
}

function detailOf(cause: HaltCause) {
  switch (cause.kind) {
    case "manual":
      return { haltedBy: cause.by, reason: cause.reason };
    case "ticker":
      return { ticker: cause.ticker, pnlE4: cause.pnl, limitE4: cause.limit };
    case "book":
      return { pnlE4: cause.pnl, limitE4: cause.limit };
    case "emergency":
      return { vix: cause.vix };
    case "overFilled":
      return { reason: cause.orderId };
    default:
      return unreachable(cause);
  }
}

function toCause(row: typeof halts.$inferSelect): HaltCause {
  const at = epochMicros(row.atUs);
  const loss = (): { pnl: ReturnType<typeof usdE4>; limit: ReturnType<typeof usdE4> } => ({
    pnl: usdE4(present(row.pnlE4)),
    limit: usdE4(present(row.limitE4)),
  });
  switch (row.kind) {
    case "manual":
      return { kind: "manual", by: present(row.haltedBy), reason: present(row.reason), at };
    case "ticker":
      return { kind: "ticker", ticker: tickerOf(row.ticker), ...loss(), at };
    case "book":
      return { kind: "book", ...loss(), at };
    case "emergency":
      return { kind: "emergency", vix: row.vix, at };
    case "overFilled":
      return { kind: "overFilled", orderId: present(row.reason) as OrderId, at };
    default:
      return unreachable(row.kind);
  }
}

/** A column that the table's own check guarantees for this kind of halt. */
function present<Value>(value: Value | null): Value {
  if (value === null) throw new InvariantError("A halt lacks a column of its kind");
  return value;
}

function tickerOf(ticker: Ticker | ""): Ticker {
  if (ticker === "") throw new InvariantError("A ticker's halt without its ticker");
  return ticker;
}
