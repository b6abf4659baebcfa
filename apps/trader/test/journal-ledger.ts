import type { BrokerEvent, Decision, OrderCommand } from "@smart0dte/domain";
import { readJournal } from "@smart0dte/storage/journal";
import { Client } from "pg";

/** What the database must hold of a run, one sorted text a row, by table. */
export type Ledger = Readonly<Record<string, readonly string[]>>;

/** What a journal says that was decided. */
export function ledgerOfJournal(path: string): Ledger {
  const ledger = new JournalLedger();
  for (const entry of readJournal(path)) if (entry.kind === "decision") ledger.add(entry.decision);
  return ledger.rows();
}

class JournalLedger {
  readonly #rows = new Map<string, Map<string, string>>();

  add(decision: Decision): void {
    switch (decision.type) {
      case "signal":
        return this.#put("signals", decision.id, [decision.at, decision.ticker, decision.score]);
      case "plan":
        return this.#put("plans", decision.id, [decision.signalId, decision.entryLimit, decision.maxLoss]);
      case "approved":
        return this.#put("approvals", decision.orderId, [decision.plan.id, decision.quantity]);
      case "noTrade":
        return this.#put("no_trades", `${decision.signalId} ${decision.code}`, []);
      case "exit":
        return this.#put("exits", decision.orderId, [decision.positionId, decision.reason, decision.limit]);
      case "orderCommand":
        return this.#put("intents", `${decision.orderId} ${decision.action} ${decision.at}`, []);
      case "orderChanged": {
        const { id, state, filled, quantity, limit } = decision.order;
        return this.#put("orders", id, [state, filled, quantity, limit]);
      }
      case "fill": {
        const { executionId, orderId, quantity, price, fees } = decision;
        return this.#once("fills", executionId, [orderId, quantity, price, fees]);
      }
      case "positionChanged": {
        const { id, quantity, opened, cash, fees, closedAt } = decision.position;
        return this.#put("positions", id, [quantity, opened, cash, fees, closedAt]);
      }
      default:
        return;
    }
  }

  rows(): Ledger {
    return Object.fromEntries([...this.#rows].map(([table, rows]) => [table, [...rows.values()].sort()]));
  }

  /** The newest state is what stands. */
  #put(table: string, key: string, rest: readonly unknown[]): void {
    const rows = this.#rows.get(table) ?? new Map<string, string>();
    this.#rows.set(table, rows.set(key, textOf(key, rest)));
  }

  #once(table: string, key: string, rest: readonly unknown[]): void {
    if (this.#rows.get(table)?.has(key) === true) throw new Error(`${table} ${key} is in the journal twice`);
    this.#put(table, key, rest);
  }
}

const textOf = (key: string, rest: readonly unknown[]): string => [key, ...rest].map(String).join(" ");

const COLUMNS: Readonly<Record<string, string>> = {
  signals: "id, at_us, ticker, score",
  plans: "id, signal_id, entry_limit_e4, max_loss_e4",
  approvals: "order_id, plan_id, quantity",
  no_trades: "signal_id, code",
  exits: "order_id, position_id, reason, limit_e4",
  intents: "order_id, action, at_us",
  orders: "id, state, filled, quantity, limit_e4",
  fills: "execution_id, order_id, quantity, price_e4, fees_e4",
  positions: "id, quantity, opened, cash_e4, fees_e4, closed_at_us",
};

/** The same of the database; tables without a row of the run are left out, as in the journal's. */
export async function ledgerOfDatabase(url: string, run: string): Promise<Ledger> {
  return query(url, async (client) => {
    const ledger: Record<string, readonly string[]> = {};
    for (const [table, columns] of Object.entries(COLUMNS)) {
      const text = `SELECT ${columns} FROM ${table} WHERE run_id = $1`;
      const { rows } = await client.query<unknown[]>({ text, values: [run], rowMode: "array" });
      if (rows.length > 0) ledger[table] = rows.map((row) => row.map(String).join(" ")).sort();
    }
    return ledger;
  });
}

export async function query<Answer>(url: string, work: (client: Client) => Promise<Answer>): Promise<Answer> {
  const client = new Client({ connectionString: url });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Orders of a journal that a broker has spoken of: they were sent. */
export function ordersSent(path: string): ReadonlySet<string> {
  const sent = new Set<string>();
  for (const entry of readJournal(path)) {
    if (entry.kind === "input" && entry.input.what.kind === "broker")
      sent.add(orderOf(entry.input.what.event));
  }
  return sent;
}

const orderOf = (event: BrokerEvent): OrderCommand["orderId"] => event.orderId;
