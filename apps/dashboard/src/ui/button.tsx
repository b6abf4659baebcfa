import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

const look = cva(
  "inline-flex items-center justify-center gap-1.5 rounded border px-3 font-semibold whitespace-nowrap " +
    "transition-colors duration-[120ms] disabled:opacity-60 aria-disabled:opacity-60",
  {
    variants: {
      kind: {
        plain: "border-ctl bg-bg2 text-text hover:bg-line",
        quiet: "border-transparent bg-transparent text-text2 hover:bg-bg2 hover:text-text",
        lead: "border-accent bg-accent text-bg0 hover:opacity-90",
        danger: "border-ctl bg-live text-white hover:opacity-90",
      },
      size: {
        small: "h-6 px-2 text-dense",
        normal: "h-8 text-control",
        large: "h-11 text-control desk:h-9",
      },
    },
    defaultVariants: { kind: "plain", size: "normal" },
  },
);

/** A control that does something. A resting one says why beside it, never only by its look. */
export function Button({
  kind,
  size,
  className,
  ...rest
}: ComponentProps<"button"> & VariantProps<typeof look>) {
  return <button type="button" {...rest} className={cn(look({ kind, size }), className)} />;
}
