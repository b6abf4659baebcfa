import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";

interface DrawerProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly onClose: () => void;
  /** The acts, fixed at the bottom. */
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}

/** Details at the right, below the bar: the bar and its HALT stay in reach. A full sheet on a phone. */
export function Drawer({ title, aside, onClose, acts, children }: DrawerProps) {
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
          onInteractOutside={(event) => {
            event.preventDefault();
          }}
          className="fixed top-[88px] right-0 bottom-0 z-30 flex w-full flex-col border-l border-ctl bg-bg1 shadow-[-12px_0_32px_var(--shade)] tablet:w-[520px] desk:top-12"
        >
          <div className="flex min-h-12 items-center gap-2 border-b border-line px-4 py-2">
            <Dialog.Title className="text-title font-semibold">{title}</Dialog.Title>
            <div className="ml-auto flex items-center gap-2">
              {aside}
              <Dialog.Close
                aria-label="Close details"
                className="grid size-8 place-items-center rounded text-text2 hover:bg-bg2 hover:text-text"
              >
                <X size={16} aria-hidden="true" />
              </Dialog.Close>
            </div>
          </div>
          <div
            className="min-h-0 flex-1 overflow-y-auto px-4 py-3"
            tabIndex={0}
            role="region"
            aria-label={title}
          >
            {children}
          </div>
          {acts !== undefined && (
            <div className="flex flex-wrap items-center gap-4 border-t border-line bg-bg1 px-4 py-3">
              {acts}
            </div>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
