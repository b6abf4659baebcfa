import { barButton } from "../../ui/bar-cell.tsx";
import { cn } from "../../ui/cn.ts";

const KEYS = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘K" : "Ctrl K";

/** The palette for a pointer, and the reminder of its keys; where the bar is short of room, only the keys. */
export function FindButton({ onFind }: { readonly onFind: () => void }) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      onClick={onFind}
      className={cn(barButton, "min-w-0 max-tablet:hidden desk:px-2.5 desk:max-[1299px]:hidden")}
    >
      <span className="text-dense leading-[14px] text-text3">find</span>
      <span className="text-control leading-[18px] text-text2">{KEYS}</span>
    </button>
  );
}
