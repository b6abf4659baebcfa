import { Popover } from "radix-ui";
import type { ReactNode } from "react";

interface FlyoutProps {
  readonly trigger: ReactNode;
  readonly label: string;
  readonly align?: "start" | "end";
  readonly children: ReactNode;
}

/** Details under a control of the bar. */
export function Flyout({ trigger, label, align = "start", children }: FlyoutProps) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={label}
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-[70dvh] w-[min(360px,calc(100vw-16px))] overflow-y-auto rounded border border-ctl bg-bg1 p-3 shadow-[0_12px_32px_var(--shade)]"
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
