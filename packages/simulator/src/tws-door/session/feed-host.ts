import type { EpochMicros, Session } from "@smart0dte/domain";
import type { Broker } from "../broker/broker.ts";
import type { ContractBook } from "../contracts/contract-book.ts";
import type { QuoteBoard } from "../quotes/quote-board.ts";
import type { Field } from "../wire/field-text.ts";
import type { Manner } from "./outlet.ts";

/** What a feed tells from. */
export interface FeedHost {
  readonly now: EpochMicros;
  readonly session: Session;
  readonly account: string;
  readonly broker: Broker;
  readonly board: QuoteBoard;
  readonly contracts: ContractBook;
  /** Whether any client has a line of this contract. */
  isWatched(conId: number): boolean;
}

/** Whom a feed tells. */
export interface FeedLine {
  /** Bytes that the client has not yet taken. */
  readonly backlog: number;
  send(fields: readonly Field[], manner?: Manner): void;
}
