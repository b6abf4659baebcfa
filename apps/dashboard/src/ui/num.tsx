import type { How } from "@smart0dte/gateway/contract";
import { createContext, use } from "react";
import { cn } from "./cn.ts";
import { MINUS } from "./format/number-format.ts";

interface NumProps<Value> {
  /** Null is printed as a dash with its reason, never as 0. */
  readonly value: Value | null | undefined;
  readonly format: (value: Value) => string;
  /** Why there is no value. */
  readonly why?: string | undefined;
  /** Puts a raised M or E after what is modelled or estimated. */
  readonly how?: How | undefined;
  /** Gain and loss by sign, in colour beside the sign that is printed anyway. */
  readonly tone?: "sign" | "plain";
  readonly stale?: boolean;
  readonly className?: string | undefined;
}

/** The only way to print a number. */
export function Num<Value>({ value, format, why, how, tone = "plain", stale, className }: NumProps<Value>) {
  if (value === null || value === undefined) {
    const reason = why ?? "not known";
    return (
      <span className={cn("text-text3", className)} title={reason}>
        <span aria-hidden="true">—</span>
        <span className="sr-only">{reason}</span>
      </span>
    );
  }
  const text = format(value);
  return (
    <span
      className={cn(
        "whitespace-nowrap",
        tone === "sign" && toneOf(text),
        stale === true && "stale-mark",
        className,
      )}
    >
      {text}
      <ProvenanceMark how={how} />
    </span>
  );
}

/** How every value inside was made, where the panel's chip says it: none of them says it again. */
export const SaidByChip = createContext<How | undefined>(undefined);

/** `M` modelled, `E` estimated; nothing for what was quoted, traded or derived from those. */
export function ProvenanceMark({ how }: { readonly how: How | undefined }) {
  const said = use(SaidByChip);
  if ((how !== "modelled" && how !== "estimated") || how === said) return null;
  return (
    <sup className="ml-px text-[12px] leading-none font-semibold text-model no-underline" title={how}>
      <span aria-hidden="true">{how === "modelled" ? "M" : "E"}</span>
      <span className="sr-only"> {how}</span>
    </sup>
  );
}

/** The chip of a panel whose every value was made one way. */
export function ProvenanceChip({ how }: { readonly how: How | undefined }) {
  if (how !== "modelled" && how !== "estimated") return null;
  return (
    <span className="rounded-sm border border-model px-1 text-dense leading-[14px] font-semibold text-model uppercase">
      {how}
    </span>
  );
}

function toneOf(text: string): string {
  if (text.startsWith("+")) return "text-up";
  return text.startsWith(MINUS) ? "text-down" : "";
}
