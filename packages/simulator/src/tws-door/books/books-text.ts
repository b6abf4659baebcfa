import { createHash } from "node:crypto";
import { err, ok, type Result } from "@smart0dte/domain";
import type { ContractBook } from "../contracts/contract-book.ts";
import {
  BAG_CON_ID,
  isBag,
  type BagLeg,
  type ListedContract,
  type TradedContract,
} from "../contracts/listed-contract.ts";
import type { BrokerBooks } from "./broker-books.ts";

/** Of what market, day and account books are. */
export interface BooksTitle {
  readonly date: string;
  readonly seed: number;
  readonly account: string;
}

/** Books as JSON, contracts by their ids, with a digest of what they say. */
export function booksText(title: BooksTitle, books: BrokerBooks): string {
  const stored = JSON.stringify({
    ...books,
    live: books.live.map((order) => ({ ...order, ticket: stripped(order.ticket) })),
    over: books.over.map((order) => ({ ...order, ticket: stripped(order.ticket) })),
    executions: books.executions.map(stripped),
  });
  const head = JSON.stringify({ format: FORMAT, version: VERSION, ...title, digest: digestOf(stored) });
  return `${head.slice(0, -1)},"books":${stored}}\n`;
}

/** The title alone; the error says in a few words what is wrong with the text. */
export function readTitle(text: string): Result<BooksTitle, string> {
  const whole = wholeOf(text);
  if (!whole.ok) return whole;
  const { date, seed, account } = whole.value;
  return ok({ date, seed, account });
}

/** The books, if they are whole; the error says in a few words what is wrong with them. */
export function readBooks(text: string, contracts: ContractBook): Result<BrokerBooks, string> {
  const whole = wholeOf(text);
  if (!whole.ok) return whole;
  const { books, digest } = whole.value;
  if (digestOf(JSON.stringify(books)) !== digest) return err("they are damaged or were changed by hand");
  const unknown = new Set<number>();
  const contractOf = (ref: ContractRef): TradedContract => named(ref, contracts, unknown);
  const told = <Item extends { readonly contract: ContractRef }>(item: Item) => ({
    ...item,
    contract: contractOf(item.contract),
  });
  const read: BrokerBooks = {
    ...books,
    live: books.live.map((order) => ({ ...order, ticket: told(order.ticket) })),
    over: books.over.map((order) => ({ ...order, ticket: told(order.ticket) })),
    executions: books.executions.map(told),
  };
  return unknown.size === 0 ? ok(read) : err(`this market has no contract ${[...unknown].join(", ")}`);
}

const FORMAT = "smart0dte simulated broker";
const VERSION = 1;

type ContractRef =
  number | { readonly symbol: string; readonly legs: readonly (readonly [conId: number, leg: LegTerms])[] };
type LegTerms = Omit<BagLeg, "contract">;

type Stripped<Item> = Omit<Item, "contract"> & { readonly contract: ContractRef };
type StoredOrder = Omit<BrokerBooks["live"][number], "ticket"> & {
  readonly ticket: Stripped<BrokerBooks["live"][number]["ticket"]>;
};
interface StoredBooks extends Omit<BrokerBooks, "live" | "over" | "executions"> {
  readonly live: readonly StoredOrder[];
  readonly over: readonly StoredOrder[];
  readonly executions: readonly Stripped<BrokerBooks["executions"][number]>[];
}
interface Whole extends BooksTitle {
  readonly digest: string;
  readonly books: StoredBooks;
}

const digestOf = (text: string): string => createHash("sha256").update(text).digest("hex");

const stripped = <Item extends { readonly contract: TradedContract }>(item: Item): Stripped<Item> => ({
  ...item,
  contract: refOf(item.contract),
});

const refOf = (contract: TradedContract): ContractRef =>
  isBag(contract)
    ? {
        symbol: contract.symbol,
        legs: contract.legs.map(({ contract: { conId }, ...terms }) => [conId, terms]),
      }
    : contract.conId;

function wholeOf(text: string): Result<Whole, string> {
  const parsed = parsedOf(text);
  if (typeof parsed !== "object" || parsed === null) return err("they are no JSON object");
  const { format, version, date, seed, account, digest, books } = parsed as Partial<Record<string, unknown>>;
  if (format !== FORMAT) return err("they are not of a simulated broker");
  if (version !== VERSION)
    return err(`they are of version ${JSON.stringify(version)}, this program reads ${VERSION}`);
  const isTitled = typeof date === "string" && typeof seed === "number" && typeof account === "string";
  if (!isTitled || typeof digest !== "string" || typeof books !== "object" || books === null)
    return err("they are not complete");
  // the digest vouches for the rest: only what a broker wrote has it
  return ok({ date, seed, account, digest, books: books as StoredBooks });
}

function parsedOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function named(ref: ContractRef, contracts: ContractBook, unknown: Set<number>): TradedContract {
  const one = (conId: number): ListedContract | undefined => {
    const contract = contracts.byId(conId);
    if (contract === undefined) unknown.add(conId);
    return contract;
  };
  if (typeof ref === "number") return one(ref) ?? EMPTY_BAG;
  const legs = ref.legs.flatMap(([conId, terms]) => {
    const contract = one(conId);
    return contract === undefined ? [] : [{ contract, ...terms }];
  });
  return { conId: BAG_CON_ID, symbol: ref.symbol, secType: "BAG", legs };
}

/** Stands for what is unknown until the whole is refused. */
const EMPTY_BAG: TradedContract = { conId: BAG_CON_ID, symbol: "", secType: "BAG", legs: [] };
