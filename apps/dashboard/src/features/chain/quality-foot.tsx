import { useRef, type ReactNode } from "react";
import { useLatest } from "../../socket/desk-context.ts";
import { cn } from "../../ui/cn.ts";
import type { DeskTicker } from "../../ui/desk-location.ts";
import { chainQuality, watchSpot, type SpotWatch } from "./chain-quality.ts";

const FORWARD_WORDS = {
  parity: "forward from put-call parity",
  spot: "forward is the spot: too few admissible pairs",
} as const;

/** How far the quotes can be trusted, and how the forward was found. Keeps its line before the first frame. */
export function QualityFoot({
  ticker,
  children,
}: {
  readonly ticker: DeskTicker;
  /** Findings of others about the same chain. */
  readonly children?: ReactNode;
}) {
  const frame = useLatest(`chain:${ticker}`);
  const watch = useRef<SpotWatch | null>(null);
  if (frame !== undefined) watch.current = watchSpot(watch.current, frame);
  const findings = frame === undefined ? [] : chainQuality(frame, watch.current?.late === true);
  return (
    <section
      aria-label="Data quality"
      className="flex min-h-9 flex-wrap items-center gap-x-6 gap-y-1 rounded border border-line bg-bg1 px-3 py-1.5 text-dense text-text3"
    >
      {/* what comes and goes stands last, so that it moves nothing */}
      <h2 className="flex items-center gap-2 font-semibold tracking-wide text-text2 uppercase">
        Data quality
        <span
          className={cn(
            "min-w-5 rounded-sm px-1 text-center leading-[16px]",
            findings.length > 0 ? "bg-amber text-ink-amber" : "bg-bg2",
          )}
        >
          {findings.length}
        </span>
      </h2>
      {frame === undefined ? (
        <span>waiting for the chain</span>
      ) : (
        <>
          <span>{`${frame.inadmissible} of ${frame.rows.length * 2} contracts inadmissible`}</span>
          <span>{frame.forwardFrom === null ? "no forward" : FORWARD_WORDS[frame.forwardFrom]}</span>
          {frame.how === "modelled" && <span>quotes are modelled on the underlying&apos;s minutes</span>}
          {children}
          <span className={findings.length > 0 ? "font-semibold text-text2" : ""}>
            {findings.length === 0 ? "no fault found" : findings.join(" · ")}
          </span>
        </>
      )}
    </section>
  );
}
