import type { ReactNode } from "react";
import { cn } from "./cn.ts";

interface StateBandProps {
  readonly tone: "danger" | "caution" | "neutral";
  /** Danger is announced at once, and so is what is loud. */
  readonly loud?: boolean;
  readonly children: ReactNode;
  readonly act?: ReactNode;
}

const TONES = {
  danger: "bg-live text-white",
  caution: "bg-amber text-ink-amber",
  neutral: "bg-neutral text-white",
} as const;

/** A full-width line under the bar: what holds for the whole page. */
export function StateBand({ tone, loud = false, children, act }: StateBandProps) {
  return (
    <div
      role={tone === "danger" || loud ? "alert" : "status"}
      className={cn(
        "flex min-h-7 flex-wrap items-center gap-x-3 px-3 py-0.5 text-body font-semibold",
        TONES[tone],
      )}
    >
      <span className="min-w-0">{children}</span>
      {act}
    </div>
  );
}
