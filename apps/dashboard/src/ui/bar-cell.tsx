import type { ReactNode } from "react";
import { cn } from "./cn.ts";

interface BarCellProps {
  readonly label: string;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** A labelled reading of the bar: the word above, the value below. */
export function BarCell({ label, className, children }: BarCellProps) {
  return (
    <div
      className={cn(
        "flex h-11 shrink-0 flex-col justify-center px-1.5 desk:h-full desk:border-l desk:border-line desk:px-3",
        className,
      )}
    >
      <span className="text-dense leading-[14px] whitespace-nowrap text-text3">{label}</span>
      <span className="text-control leading-[18px] whitespace-nowrap">{children}</span>
    </div>
  );
}

/** The same as a button that opens something. */
export const barButton =
  "flex h-11 min-w-[72px] shrink-0 flex-col items-start justify-center px-2 text-left hover:bg-bg2 data-[state=open]:bg-bg2 desk:h-full desk:border-l desk:border-line desk:px-3";
