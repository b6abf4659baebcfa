import type { ChainFrame, FillRow } from "@smart0dte/gateway/contract";
import { useEffect, useMemo, useState } from "react";
import { useDesk, useHello, useLatest, useRows } from "../../socket/desk-context.ts";
import { packagePrice } from "../../ui/format/number-format.ts";
import type { FillMark } from "../../ui/live-chart.tsx";
import { openingRange, type OpeningRange } from "../../ui/opening-range.ts";
import type { PriceMark } from "../../ui/price-mark.ts";
import {
  breakEvenMarks,
  expectedMoveMarks,
  heldPlans,
  openingRangeMarks,
  stopMarks,
} from "./chart-levels.ts";
import type { Overlay } from "./overlay-choice.ts";

interface ChartGround {
  readonly ticker: string;
  /** Of the underlying; undefined while the desk has not greeted. */
  readonly instrument: number | undefined;
  readonly chain: ChainFrame | undefined;
  readonly overlays: readonly Overlay[];
}

/** The chosen levels of the underlying; the same array while no price of them has changed. */
export function useLevels({ ticker, instrument, chain, overlays }: ChartGround): {
  readonly marks: readonly PriceMark[];
  readonly missing: number;
} {
  const positions = useLatest("positions")?.positions;
  const proposals = useRows("proposals");
  const range = useOpeningRange(instrument);
  const { plans, missing } = heldPlans(ticker, positions ?? [], proposals ?? []);
  const has = (overlay: Overlay): boolean => overlays.includes(overlay);
  const marks = [
    ...(has("or") ? openingRangeMarks(range) : []),
    ...(has("em") ? expectedMoveMarks(chain) : []),
    ...(has("be") ? breakEvenMarks(plans) : []),
    ...(has("stop") ? stopMarks(plans) : []),
  ];
  const key = JSON.stringify(marks);
  return {
    marks: useMemo(() => marks, [key]),
    missing: has("be") || has("stop") ? missing : 0,
  };
}

/** Renders again when the range moves, not on every price. */
function useOpeningRange(instrument: number | undefined): OpeningRange | null {
  const { candles } = useDesk();
  const opensAt = useHello()?.session.open;
  const [, redraw] = useState("");
  const read = (): OpeningRange | null =>
    instrument === undefined || opensAt === undefined
      ? null
      : openingRange(candles.get(instrument)?.candles ?? [], opensAt / 1_000_000);
  useEffect(
    () =>
      instrument === undefined
        ? undefined
        : candles.subscribe(instrument, () => {
            redraw(JSON.stringify(read()));
          }),
    [candles, instrument, opensAt],
  );
  return read();
}

const NO_FILLS: readonly FillMark[] = [];

export function useFillMarks(ticker: string, shown: boolean): readonly FillMark[] {
  const fills = useRows("fills");
  const orders = useRows("orders");
  return useMemo(() => {
    if (!shown) return NO_FILLS;
    const mine = new Set((orders ?? []).filter((order) => order.ticker === ticker).map(({ id }) => id));
    return (fills ?? [])
      .filter(({ orderId }) => mine.has(orderId))
      .toSorted((left, right) => left.at - right.at)
      .map((fill, place, all) => markOf(fill, place >= all.length - MOST_WORDS));
  }, [fills, orders, ticker, shown]);
}

/** Only the newest fills carry words, which would otherwise cover each other; all of them are under Executions. */
const MOST_WORDS = 4;

/** A marker stands on the two-minute bar of its execution. */
const markOf = ({ at, purpose, quantity, price }: FillRow, words: boolean): FillMark => ({
  time: Math.floor(at / 120_000_000) * 120,
  text: words ? `${purpose === "open" ? "in" : "out"} ${quantity}x ${packagePrice(price)}` : "",
  opens: purpose === "open",
});
