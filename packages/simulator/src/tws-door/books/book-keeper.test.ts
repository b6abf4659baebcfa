import { aSession } from "@smart0dte/domain/testing";
import { expect, test } from "vitest";
import { ContractBook } from "../contracts/contract-book.ts";
import { BrokerUnderTest, aRequest } from "../testing/broker-builder.ts";
import { BookKeeper } from "./book-keeper.ts";
import type { BooksStore } from "./books-store.ts";

/** A file that counts what is done with it. */
class StoreUnderTest implements BooksStore {
  readonly name = "broker.books";
  readonly aside: string[] = [];
  text: string | null = null;
  writes = 0;

  read(): string | null {
    return this.text;
  }

  write(text: string): void {
    this.text = text;
    this.writes += 1;
  }

  setAside(label: string): void {
    this.aside.push(label);
    this.text = null;
  }
}

const TITLE = { date: "2026-03-13", seed: 7, account: "DU1234567" };

function aKeptBroker(): { its: BrokerUnderTest; store: StoreUnderTest; keeper: BookKeeper } {
  const its = BrokerUnderTest.open();
  const store = new StoreUnderTest();
  const keeper = new BookKeeper(store, TITLE);
  its.place(1, aRequest(its.idOf(1)));
  its.place(2, aRequest(its.idOf(2)));
  keeper.keep(its.broker);
  return { its, store, keeper };
}

test("many changes are one write, and none is no write", () => {
  const { its, store, keeper } = aKeptBroker();
  keeper.keep(its.broker);
  its.look();
  keeper.keep(its.broker);

  expect(store.writes).toBe(1);
  its.cancel(1);
  keeper.keep(its.broker);
  expect(store.writes).toBe(2);
});

test("what is kept is read again by another keeper of the same market, day and account", () => {
  const { its, store } = aKeptBroker();

  expect(new BookKeeper(store, TITLE).read(its.contracts, () => {})).toEqual(its.broker.books());
  expect(new BookKeeper(new StoreUnderTest(), TITLE).read(its.contracts, () => {})).toBeNull();
});

test.each([{ date: "2026-03-16" }, { seed: 8 }, { account: "DU7654321" }])(
  "books of another market, day or account (%o) are set aside, not read",
  (other) => {
    const { its, store } = aKeptBroker();
    const logged: string[] = [];

    expect(
      new BookKeeper(store, { ...TITLE, ...other }).read(its.contracts, (line) => logged.push(line)),
    ).toBeNull();
    expect(store.aside).toEqual(["2026-03-13-seed-7-DU1234567"]);
    expect(logged).toEqual([
      "books of 2026-03-13-seed-7-DU1234567 are set aside: broker.books.2026-03-13-seed-7-DU1234567",
    ]);
  },
);

test.each([
  ["", /they are no JSON object/],
  ["{", /they are no JSON object/],
  ["{}", /they are not of a simulated broker/],
  [(text: string) => text.slice(0, -20), /they are no JSON object/],
  [
    (text: string) => text.replace('"version":1', '"version":2'),
    /they are of version 2, this program reads 1/,
  ],
  [(text: string) => text.replace('"cash":1', '"cash":2'), /they are damaged or were changed by hand/],
  [(text: string) => text.replace(/"digest":"\w+"/, '"digest":0'), /they are not complete/],
])(
  "books that cannot be read are refused in a sentence with the file's name, and stay (%#)",
  (change, why) => {
    const { its, store } = aKeptBroker();
    const text = typeof change === "string" ? change : change(store.text ?? "");
    store.text = text;
    const read = () => new BookKeeper(store, TITLE).read(its.contracts, () => {});

    expect(read).toThrow(why);
    expect(read).toThrow(
      /^The books of the simulated broker in broker\.books cannot be read: .*empty account\.$/,
    );
    expect([store.text, store.aside]).toEqual([text, []]);
  },
);

test("books with a contract that the market does not have are refused by its id", () => {
  const { its, store, keeper } = aKeptBroker();
  keeper.keep(its.broker);
  const nothing = new ContractBook([], aSession());

  expect(() => new BookKeeper(store, TITLE).read(nothing, () => {})).toThrow(
    `this market has no contract ${its.idOf(1)}, ${its.idOf(2)}`,
  );
});
