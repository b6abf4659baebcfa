import { useEffect } from "react";
import { isTyping } from "../ui/is-typing.ts";
import type { ShortcutBook } from "../ui/shortcut-book.ts";
import { chosenShortcuts } from "../ui/shortcut-choice.ts";

interface DeskKeys {
  readonly book: ShortcutBook;
  readonly onFind: () => void;
  /** A dialog of keys and words is open or on its way: what is typed now is meant for it. */
  readonly resting: boolean;
}

/** The keyboard of every page: the palette from anywhere, single keys while nobody types. */
export function useDeskKeys({ book, onFind, resting }: DeskKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey) {
        event.preventDefault();
        if (!event.repeat) onFind();
        return;
      }
      if (resting || isTyping(event.target) || chosenShortcuts() === "off") return;
      if (book.press(event)) event.preventDefault();
    };
    window.addEventListener("keydown", onKey);
    return () => {
      window.removeEventListener("keydown", onKey);
    };
  }, [book, onFind, resting]);
}
