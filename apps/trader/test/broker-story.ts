import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BrokerEvent, Fill, Order, Position } from "@smart0dte/domain";
import { DecisionDigest, readJournal } from "@smart0dte/storage/journal";

/** What a journal holds of a run's orders, as they stood at its end. */
export interface BrokerStory {
  readonly said: readonly BrokerEvent[];
  readonly orders: readonly Order[];
  readonly fills: readonly Fill[];
  readonly positions: readonly Position[];
  readonly digest: string;
}

export function brokerStoryOf(path: string): BrokerStory {
  const said: BrokerEvent[] = [];
  const fills: Fill[] = [];
  const orders = new Map<string, Order>();
  const positions = new Map<string, Position>();
  const digest = new DecisionDigest();
  for (const entry of readJournal(path)) {
    if (entry.kind === "input" && entry.input.what.kind === "broker") said.push(entry.input.what.event);
    if (entry.kind !== "decision") continue;
    const { decision } = entry;
    digest.add(decision);
    if (decision.type === "fill") fills.push(decision);
    if (decision.type === "orderChanged") orders.set(decision.order.id, decision.order);
    if (decision.type === "positionChanged") positions.set(decision.position.id, decision.position);
  }
  return {
    said,
    fills,
    orders: [...orders.values()],
    positions: [...positions.values()],
    digest: digest.hex(),
  };
}

/** What the demo's broker truly has: its own books, which no desk has written. */
export interface BooksOfBroker {
  readonly opening: number;
  readonly cash: number;
  readonly live: readonly { readonly ticket: { readonly orderRef: string } }[];
  readonly over: readonly { readonly ticket: { readonly orderRef: string } }[];
  readonly executions: readonly {
    readonly orderRef: string;
    readonly action: "BUY" | "SELL";
    readonly shares: number;
    /** Null: of a package as a whole. */
    readonly commission: object | null;
  }[];
  readonly positions: readonly { readonly quantity: number }[];
}

export function booksIn(folder: string): BooksOfBroker {
  const room = join(folder, "broker");
  const [file = "no books"] = readdirSync(room).filter((name) => name.endsWith(".books"));
  return (JSON.parse(readFileSync(join(room, file), "utf8")) as { books: BooksOfBroker }).books;
}
