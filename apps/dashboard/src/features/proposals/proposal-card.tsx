import type { ProposalRow, SignalRow } from "@smart0dte/gateway/contract";
import type { ReactNode } from "react";
import { useClock } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { basisOf, strategyWords, strikesOf } from "../../ui/desk-words.ts";
import { money, packagePrice, probability, signedDollars } from "../../ui/format/number-format.ts";
import { left, time } from "../../ui/format/time-format.ts";
import { Num } from "../../ui/num.tsx";
import { Triangle } from "../../ui/triangle.tsx";

interface CardProps {
  readonly row: ProposalRow;
  readonly signal: SignalRow | undefined;
  readonly onReview: () => void;
  readonly onWhy: () => void;
}

/** A plan with what decides about it, and the way to its details. */
export function ProposalCard({ row, signal, onReview, onWhy }: CardProps) {
  const { plan } = row;
  if (plan === null) return <NoPlan row={row} onWhy={onWhy} />;
  return (
    <article
      aria-label={`Proposal ${row.ticker}`}
      className={cn(
        "border-b border-line px-3 py-2",
        row.state === "awaiting" && "bg-bg2 shadow-[inset_3px_0_0_var(--accent)]",
      )}
    >
      <div className="flex items-center gap-2">
        <span className="text-dense text-text3">{time(row.at)}</span>
        <strong className="font-semibold">{row.ticker}</strong>
        {signal !== undefined && <Triangle of={signal.direction} />}
        <span className="min-w-0 truncate">
          {strategyWords(plan.strategy)} <span className="text-text2">{strikesOf(plan.legs)}</span>
        </span>
        <StateWord row={row} />
      </div>
      <div className="mt-1 flex items-end justify-between gap-3">
        <dl className="flex flex-wrap gap-x-4 gap-y-1">
          <Small name="max loss">
            <Num value={plan.maxLoss} format={(usd: string) => `−${money(usd)}`} how={plan.how} />
          </Small>
          <Small name="limit">
            <Num value={plan.entryLimit} format={packagePrice} how={plan.how} />
          </Small>
          <Small name={`target ${probability(plan.target.fraction)}`}>
            <Num value={plan.target.profit} format={(usd: string) => `+${money(usd)}`} how={plan.how} />
          </Small>
          <Small name="EV after costs">
            <Num
              value={plan.expectedValue}
              format={signedDollars}
              how={plan.how}
              tone="sign"
              why="no smile could be fitted"
            />
          </Small>
        </dl>
        <Button size="small" onClick={onReview}>
          Review
        </Button>
      </div>
      <p className="mt-1 flex flex-wrap gap-x-2 text-dense text-text2">
        <span>
          <span className="font-semibold">{probability(plan.confidence)}</span>
          {signal === undefined ? "" : ` ${basisOf(signal.confidence)}`}
        </span>
        <ValidFor row={row} />
      </p>
      {row.state !== "new" && row.sentence !== "" && (
        <p className="text-dense text-text2">
          {row.sentence}
          {row.state === "refused" && row.code !== null && (
            <small className="ml-1 text-dense text-text3 select-all">{row.code}</small>
          )}
        </p>
      )}
    </article>
  );
}

/** A signal that led to nothing, with the numbers that decided. */
function NoPlan({ row, onWhy }: { readonly row: ProposalRow; readonly onWhy: () => void }) {
  return (
    <article
      aria-label={`No trade ${row.ticker}`}
      className="flex items-start gap-2 border-b border-line px-3 py-1 text-dense leading-[18px]"
    >
      <span className="text-text3">{time(row.at)}</span>
      <strong className="font-semibold text-text2">{row.ticker}</strong>
      <span className="min-w-0 flex-1 text-text2">
        <span className="font-semibold">{row.state === "refused" ? "REFUSED" : "NO TRADE"}</span>:{" "}
        {row.sentence}
      </span>
      <button
        type="button"
        onClick={onWhy}
        className="-my-0.5 h-6 shrink-0 rounded px-1 text-accent hover:underline"
        aria-label={`Why no trade in ${row.ticker} at ${time(row.at)}`}
      >
        Why
      </button>
    </article>
  );
}

const STATE_LOOK: Readonly<Record<ProposalRow["state"], string>> = {
  new: "border-ctl text-text2",
  awaiting: "border-accent text-accent",
  accepted: "border-ctl text-text",
  expired: "border-line text-text3",
  refused: "border-danger text-danger",
  noTrade: "border-line text-text3",
};

const STATE_WORDS: Readonly<Record<ProposalRow["state"], string>> = {
  new: "NEW",
  awaiting: "WAITS FOR YOU",
  accepted: "ACCEPTED",
  expired: "EXPIRED",
  refused: "REFUSED",
  noTrade: "NO TRADE",
};

function StateWord({ row }: { readonly row: ProposalRow }) {
  return (
    <span
      className={cn(
        "ml-auto shrink-0 rounded-sm border px-1.5 text-dense font-semibold",
        STATE_LOOK[row.state],
      )}
    >
      {STATE_WORDS[row.state]}
      {row.state === "accepted" && row.quantity !== null ? ` ${row.quantity}x` : ""}
    </span>
  );
}

function ValidFor({ row: { plan, state } }: { readonly row: ProposalRow }) {
  const text = useClock(({ now }) =>
    plan === null || now === null || (state !== "new" && state !== "awaiting")
      ? null
      : left(plan.validUntil - now),
  );
  return text === null ? null : <span className="text-text3">{text}</span>;
}

function Small({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt className="text-dense leading-[14px] text-text3">{name}</dt>
      <dd className="text-body leading-[18px]">{children}</dd>
    </div>
  );
}
