import { Dialog } from "radix-ui";
import { X } from "lucide-react";
import { Link } from "react-router";
import type { Shortcut } from "../../ui/shortcut-book.ts";
import { chosenShortcuts } from "../../ui/shortcut-choice.ts";

interface ShortcutListProps {
  readonly shortcuts: readonly Shortcut[];
  readonly onClose: () => void;
}

const EVERYWHERE = [
  { keys: ["Ctrl K", "⌘ K"], words: "find a page, symbol, strike or act" },
  { keys: ["Ctrl ."], words: "ask about a halt; it takes a second act" },
  { keys: ["Esc"], words: "close what is open" },
] as const;

/** The keys of the page in view. */
export function ShortcutList({ shortcuts, onClose }: ShortcutListProps) {
  const on = chosenShortcuts() === "on";
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
          className="fixed top-[96px] left-1/2 z-50 max-h-[70dvh] w-[min(440px,calc(100vw-16px))] -translate-x-1/2 overflow-y-auto rounded border border-ctl bg-bg1 p-4 shadow-[0_16px_48px_var(--shade)] desk:top-14"
        >
          <div className="mb-2 flex items-center">
            <Dialog.Title className="text-title font-semibold">Shortcuts of this page</Dialog.Title>
            <Dialog.Close
              aria-label="Close shortcuts"
              className="ml-auto grid size-8 place-items-center rounded text-text2 hover:bg-bg2 hover:text-text"
            >
              <X size={16} aria-hidden="true" />
            </Dialog.Close>
          </div>
          <KeyTable rows={EVERYWHERE} />
          {on ? (
            <KeyTable rows={shortcuts} />
          ) : (
            <p className="mt-3 text-body text-text2">Single keys are switched off.</p>
          )}
          <p className="mt-3 text-dense text-text3">
            Single keys rest while you type and can be switched {on ? "off" : "on"} in{" "}
            <Link to="/settings/appearance" onClick={onClose} className="text-accent underline">
              Appearance
            </Link>
            .
          </p>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function KeyTable({ rows }: { readonly rows: readonly Pick<Shortcut, "keys" | "words">[] }) {
  return (
    <dl className="grid grid-cols-[112px_1fr] gap-y-1 border-t border-line py-2 text-body">
      {rows.map(({ keys, words }) => (
        <div key={words} className="contents">
          <dt className="flex gap-1">
            {keys.map((key) => (
              <kbd
                key={key}
                className="h-6 min-w-6 rounded-sm border border-ctl px-1.5 text-center font-sans text-dense leading-[22px]"
              >
                {key}
              </kbd>
            ))}
          </dt>
          <dd className="text-text2">{words}</dd>
        </div>
      ))}
    </dl>
  );
}
