import type { Problem } from "@smart0dte/gateway/contract";
import { Dialog } from "radix-ui";
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { cn } from "../../ui/cn.ts";
import { ProblemNote } from "../../ui/state-note.tsx";
import { matching, type PaletteEntry } from "./palette-entries.ts";
import { usePaletteEntries } from "./use-palette-entries.ts";

interface PaletteProps {
  /** What the desk refused of the last choice. */
  readonly problem: Problem | null;
  readonly onChoose: (entry: PaletteEntry) => void;
  readonly onClose: () => void;
}

/** One field that leads to every page, symbol, strike, plan and signal, and to harmless acts. */
export function Palette({ problem, onChoose, onClose }: PaletteProps) {
  const [query, setQuery] = useState("");
  const [place, setPlace] = useState(0);
  const listId = useId();
  const shown = matching(usePaletteEntries(), query);
  const active = Math.min(place, shown.length - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && shown.length > 0) setPlace((active + step + shown.length) % shown.length);
    else if (event.key === "Enter" && !event.repeat && !event.nativeEvent.isComposing)
      choose(shown[active], onChoose);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog.Root
      open
      modal={false}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Content
          aria-describedby={undefined}
          onEscapeKeyDown={useReturnOfFocus()}
          className="fixed top-[96px] left-1/2 z-50 flex max-h-[60dvh] w-[min(560px,calc(100vw-16px))] -translate-x-1/2 flex-col rounded border border-ctl bg-bg1 shadow-[0_16px_48px_var(--shade)] desk:top-14"
        >
          <Dialog.Title className="sr-only">Go to or do</Dialog.Title>
          <input
            role="combobox"
            aria-label="Page, symbol, strike, id or act"
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={shown[active] === undefined ? undefined : `${listId}-${active}`}
            autoComplete="off"
            spellCheck={false}
            placeholder="page, symbol, strike, id or act"
            value={query}
            onChange={(event) => {
              setQuery(event.target.value);
              setPlace(0);
            }}
            onKeyDown={onKeyDown}
            className="h-11 shrink-0 border-b border-line bg-transparent px-4 text-title -outline-offset-2 placeholder:text-text3"
          />
          <ul
            id={listId}
            role="listbox"
            aria-label="What it leads to"
            className="min-h-0 overflow-y-auto p-1"
          >
            {shown.map((entry, row) => (
              <Option
                key={entry.id}
                id={`${listId}-${row}`}
                entry={entry}
                active={row === active}
                onPoint={() => {
                  setPlace(row);
                }}
                onChoose={() => {
                  choose(entry, onChoose);
                }}
              />
            ))}
          </ul>
          {problem !== null && (
            <div className="border-t border-line px-4">
              <ProblemNote problem={problem} />
            </div>
          )}
          <p role="status" className="border-t border-line px-4 py-1.5 text-dense text-text3">
            {shown.length === 0
              ? "Nothing by these words. Strikes and ids are found by their figures."
              : `${shown.length} found · ↑ ↓ Enter · Esc closes · nothing here sends an order or a halt`}
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface OptionProps {
  readonly id: string;
  readonly entry: PaletteEntry;
  readonly active: boolean;
  readonly onPoint: () => void;
  readonly onChoose: () => void;
}

function Option({ id, entry: { words, group, rests }, active, onPoint, onChoose }: OptionProps) {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (active) line.current?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <li
      ref={line}
      id={id}
      role="option"
      aria-selected={active}
      aria-disabled={rests !== null}
      onPointerMove={onPoint}
      onClick={onChoose}
      className={cn(
        "flex min-h-8 cursor-pointer items-center gap-3 rounded-sm px-3 text-body",
        active && "bg-bg2 shadow-[inset_2px_0_0_var(--accent)]",
        rests !== null && "cursor-not-allowed text-text3",
      )}
    >
      <span className="min-w-0 truncate">{words}</span>
      <span className="ml-auto shrink-0 text-dense text-text3">{rests ?? group}</span>
    </li>
  );
}

function choose(entry: PaletteEntry | undefined, onChoose: (entry: PaletteEntry) => void): void {
  if (entry?.rests === null) onChoose(entry);
}

/** Escape leads back to where the person was; a choice leads on to what it opens. */
function useReturnOfFocus(): () => void {
  const [before] = useState(() => document.activeElement);
  return () => {
    if (before instanceof HTMLElement) setTimeout(() => before.focus());
  };
}
