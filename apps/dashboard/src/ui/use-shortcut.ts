import { createContext, use, useEffect, useRef } from "react";
import type { Shortcut, ShortcutBook } from "./shortcut-book.ts";

/** The book of the page in view; outside of the desk's frame there is none. */
export const ShortcutContext = createContext<ShortcutBook | null>(null);

/** Brings a single key while the component is there; always the newest `act` is called. */
export function useShortcut({ keys, words, act }: Shortcut): void {
  const book = use(ShortcutContext);
  const newest = useRef(act);
  useEffect(() => {
    newest.current = act;
  });
  const joined = keys.join(" ");
  useEffect(
    () =>
      book?.add({
        keys: joined.split(" "),
        words,
        act: (key) => {
          newest.current(key);
        },
      }),
    [book, joined, words],
  );
}
