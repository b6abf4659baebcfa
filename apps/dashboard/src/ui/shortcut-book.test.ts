import { describe, expect, it } from "vitest";
import { ShortcutBook, type KeyPress } from "./shortcut-book.ts";

const press = (key: string, over: Partial<KeyPress> = {}): KeyPress => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  repeat: false,
  isComposing: false,
  ...over,
});

function bookOf(...keys: readonly string[]) {
  const book = new ShortcutBook();
  const acted: string[] = [];
  const away = book.add({ keys, words: "something harmless", act: (key) => acted.push(key) });
  return { book, acted, away };
}

describe("single-key shortcuts", () => {
  it("act on their key and say so, others are left alone", () => {
    const { book, acted } = bookOf("j", "k");

    expect([book.press(press("k")), book.press(press("x"))]).toEqual([true, false]);
    expect(acted).toEqual(["k"]);
  });

  it.each(["ctrlKey", "metaKey", "altKey", "repeat", "isComposing"] as const)(
    "do not act while %s holds",
    (state) => {
      const { book, acted } = bookOf("f");

      expect(book.press(press("f", { [state]: true }))).toBe(false);
      expect(acted).toEqual([]);
    },
  );

  it("go away with the part of the page that brought them", () => {
    const { book, acted, away } = bookOf("f");

    away();

    expect(book.press(press("f"))).toBe(false);
    expect([acted, book.list()]).toEqual([[], []]);
  });

  it("belong to the part that came last where two want the same key", () => {
    const { book, acted } = bookOf("c");
    book.add({ keys: ["c"], words: "another", act: () => acted.push("another") });

    book.press(press("c"));

    expect(acted).toEqual(["another"]);
  });
});
