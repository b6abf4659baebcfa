import { BadInputError } from "@smart0dte/domain";
import type { ContractBook } from "../contracts/contract-book.ts";
import type { BooksStore } from "./books-store.ts";
import { booksText, readBooks, readTitle, type BooksTitle } from "./books-text.ts";
import type { BrokerBooks } from "./broker-books.ts";

/** What a keeper looks at. */
export interface Kept {
  /** Grows with each change. */
  readonly revision: number;
  books(): BrokerBooks;
}

export class BooksWriteError extends Error {
  override readonly name = "BooksWriteError";
}

/** Brings a broker's books where they outlast the process, before anybody hears of what they say. */
export class BookKeeper {
  readonly #store: BooksStore;
  readonly #title: BooksTitle;
  #revision = 0;

  constructor(store: BooksStore, title: BooksTitle) {
    this.#store = store;
    this.#title = title;
  }

  /** Null where there are none of this market, day and account; those of another are set aside. */
  read(contracts: ContractBook, log: (line: string) => void): BrokerBooks | null {
    const text = this.#store.read();
    if (text === null) return null;
    const title = readTitle(text);
    if (!title.ok) throw this.#unreadable(title.error);
    const label = labelOf(title.value);
    if (label !== labelOf(this.#title)) {
      this.#store.setAside(label);
      log(`books of ${label} are set aside: ${this.#store.name}.${label}`);
      return null;
    }
    const books = readBooks(text, contracts);
    if (!books.ok) throw this.#unreadable(books.error);
    return books.value;
  }

  /** Writes what has changed since the last time; many changes are one write. */
  keep(broker: Kept): void {
    if (broker.revision === this.#revision) return;
    this.#write(booksText(this.#title, broker.books()));
    this.#revision = broker.revision;
  }

  #write(text: string): void {
    try {
      this.#store.write(text);
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new BooksWriteError(
        `The books of the simulated broker cannot be written to ${this.#store.name} (${why}). Nobody was told what they would hold.`,
        { cause },
      );
    }
  }

  #unreadable(why: string): BadInputError {
    return new BadInputError(
      `The books of the simulated broker in ${this.#store.name} cannot be read: ${why}. Nothing was changed. Bring back the file as it was, or move it away to begin with an empty account.`,
    );
  }
}

const labelOf = ({ date, seed, account }: BooksTitle): string => `${date}-seed-${seed}-${account}`;
