import { AlertDialog } from "radix-ui";
import type { ReactNode } from "react";

interface ConfirmDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** The acts; the one that takes the focus carries `autoFocus`. */
  readonly acts: ReactNode;
}

/** A question that must be answered before anything happens. */
export function ConfirmDialog({ title, onClose, children, acts }: ConfirmDialogProps) {
  return (
    <AlertDialog.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 bg-shade" />
        <AlertDialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={(event) => {
            const wanted =
              event.currentTarget instanceof HTMLElement
                ? event.currentTarget.querySelector("[data-focus]")
                : null;
            if (!(wanted instanceof HTMLElement)) return;
            event.preventDefault();
            wanted.focus();
          }}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[85dvh] w-[min(480px,calc(100vw-16px))] -translate-x-1/2 -translate-y-1/2 flex-col rounded border border-ctl bg-bg1 shadow-[0_16px_48px_var(--shade)]"
        >
          <AlertDialog.Title className="border-b border-line px-4 py-3 text-title font-semibold">
            {title}
          </AlertDialog.Title>
          <div className="min-h-0 space-y-3 overflow-y-auto px-4 py-3">{children}</div>
          <div className="flex flex-wrap items-center justify-between gap-4 border-t border-line px-4 py-3">
            {acts}
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
