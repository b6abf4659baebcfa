import type { ReactNode } from "react";
import { useClock, useHello, useLatest } from "../../socket/desk-context.ts";
import { AgeBadge } from "../../ui/age-badge.tsx";
import type { DeskTicker } from "../../ui/desk-location.ts";
import { Fact } from "../../ui/fact.tsx";
import { level, optionPrice, underlyingPrice, volatility } from "../../ui/format/number-format.ts";
import { countdown } from "../../ui/format/time-format.ts";
import { Num, ProvenanceChip } from "../../ui/num.tsx";

interface ChainHeadProps {
  readonly ticker: DeskTicker;
  /** The expected moves. */
  readonly children: ReactNode;
}

/** What the whole chain says: forward, volatility, expected move, time left. Keeps its place before the first frame. */
export function ChainHead({ ticker, children }: ChainHeadProps) {
  const frame = useLatest(`chain:${ticker}`);
  const limits = useHello()?.ageLimits;
  const close = frame === undefined ? null : frame.at + frame.secondsToExpiry * 1_000_000;
  const left = useClock(({ now }) => (now === null || close === null ? null : countdown(close - now)));
  const waiting = "waiting for the chain";
  const from = frame?.forwardFrom ?? null;
  return (
    <div className="flex flex-wrap items-end gap-x-6 gap-y-2 rounded border border-line bg-bg1 px-3 py-2">
      <h1 className="flex items-baseline gap-2 text-figure font-semibold max-tablet:basis-full">
        {ticker}
        <ProvenanceChip how={frame?.how} />
      </h1>
      <dl className="grid grid-cols-3 gap-x-4 gap-y-2 tablet:flex tablet:flex-wrap tablet:gap-x-6">
        <Fact name="spot">
          <Num
            value={frame?.spot.v}
            format={underlyingPrice}
            how={frame?.spot.how}
            why={frame?.spot.why ?? waiting}
            className="font-semibold"
          />{" "}
          <AgeBadge at={frame?.spot.at} limit={limits?.underlying} of="Spot" />
        </Fact>
        <Fact name={from === null ? "forward" : `forward, ${from}`} className="tablet:min-w-24">
          <Num value={frame?.forward.v} format={level} why={frame?.forward.why ?? waiting} />
        </Fact>
        <Fact name="ATM IV">
          <Num value={frame?.atmIv.v} format={volatility} why={frame?.atmIv.why ?? waiting} />
        </Fact>
        <Fact name="straddle">
          <Num value={frame?.straddle.v} format={optionPrice} why={frame?.straddle.why ?? waiting} />
        </Fact>
        <Fact name="chain">
          <AgeBadge at={frame?.at} limit={limits?.option} of="Chain" />
        </Fact>
        <Fact name="expiry" className="whitespace-nowrap max-tablet:col-span-2">
          {frame?.expiry ?? "—"} <span className="text-text2">{left ?? ""}</span>
        </Fact>
      </dl>
      {children}
    </div>
  );
}
