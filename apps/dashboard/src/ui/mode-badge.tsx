import { cn } from "./cn.ts";

export type ModeWord = "SIMULATED" | "REPLAY" | "PAPER" | "LIVE";

/** Word, fill and texture of a mode: violet hatched, teal, blue, red. */
export const MODE_FILLS: Readonly<Record<ModeWord, string>> = {
  SIMULATED: "bg-simulated hatched",
  REPLAY: "bg-replay",
  PAPER: "bg-paper",
  LIVE: "bg-live",
};

/** The mode where nothing can be opened: sign-in and the like. */
export function ModeBadge({ word }: { readonly word: ModeWord | null }) {
  return (
    <div
      role="status"
      aria-label={word === null ? "Mode: not known yet" : `Mode: ${word}`}
      className="inline-flex"
    >
      <span
        className={cn(
          "rounded border border-ctl px-3 py-1 text-control font-semibold tracking-wide text-white",
          word === null ? "bg-neutral" : MODE_FILLS[word],
        )}
      >
        {word ?? "MODE NOT KNOWN"}
      </span>
    </div>
  );
}
