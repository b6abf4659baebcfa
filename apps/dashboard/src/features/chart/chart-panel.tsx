import type { ChainFrame, FillRow, PositionRow, ProposalRow } from "@smart0dte/gateway/contract";
import { useMemo, useState } from "react";
import { useHello, useLatest, useRows, useTopic } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { CandleView, useCandleHow } from "../../ui/candle-view.tsx";
import { ChoiceRow } from "../../ui/choice-row.tsx";
import { packagePrice, strike as strikeWords } from "../../ui/format/number-format.ts";
import { TICKERS, useTicker } from "../../ui/desk-location.ts";
import type { FillMark, PriceMark } from "../../ui/live-chart.tsx";
import { ProvenanceChip } from "../../ui/num.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Empty, Loading } from "../../ui/state-note.tsx";

/** Two-minute candles of a ticker or of any strike of its board, with fills and break-evens. */
export function ChartPanel({ className }: { readonly className?: string }) {
  const [ticker, choose] = useTicker();
  const [contract, setContract] = useState("");
  const [vwap, setVwap] = useState(true);
  const [view, setView] = useState<"chart" | "table">("chart");
  const hello = useHello();
  useTopic(`chain:${ticker}`);
  const chain = useLatest(`chain:${ticker}`);
  const option = optionOf(chain, contract);
  const underlying = hello?.underlyings.find((one) => one.ticker === ticker)?.instrument;
  const instrument = option?.instrument ?? underlying;
  const how = useCandleHow(instrument);
  const onUnderlying = option === null;
  const label = onUnderlying ? ticker : `${ticker} ${option.words}`;
  const lines = useBreakEvens(ticker);
  const fills = useFillMarks(ticker);

  return (
    <Panel
      title={`Chart ${label} 2m`}
      aside={<ProvenanceChip how={how} />}
      className={className ?? ""}
      bodyClassName="relative min-h-60"
      actions={
        <div className="flex flex-wrap items-center justify-end gap-2">
          <ChoiceRow
            label="Ticker of the chart"
            choices={TICKERS}
            value={ticker}
            onChoose={(next) => {
              setContract("");
              choose(next);
            }}
          />
          <StrikeChoice chain={chain} value={option === null ? "" : contract} onChoose={setContract} />
          <Button
            size="small"
            kind="quiet"
            aria-pressed={vwap}
            className="aria-pressed:text-accent aria-pressed:underline"
            onClick={() => {
              setVwap(!vwap);
            }}
          >
            VWAP
          </Button>
          <Button
            size="small"
            kind="quiet"
            aria-pressed={view === "table"}
            className="aria-pressed:text-accent aria-pressed:underline"
            onClick={() => {
              setView(view === "table" ? "chart" : "table");
            }}
          >
            Table
          </Button>
        </div>
      }
    >
      {hello === null ? (
        <Loading what="the desk" rows={6} />
      ) : instrument === undefined ? (
        <Empty>{`This source has no ${ticker}. Choose another ticker.`}</Empty>
      ) : (
        <CandleView
          instrument={instrument}
          label={label}
          view={view}
          vwap={vwap}
          {...(onUnderlying ? { lines, fills } : {})}
        />
      )}
    </Panel>
  );
}

interface StrikeChoiceProps {
  readonly chain: ChainFrame | undefined;
  readonly value: string;
  readonly onChoose: (contract: string) => void;
}

function StrikeChoice({ chain, value, onChoose }: StrikeChoiceProps) {
  return (
    <select
      aria-label="Underlying or strike"
      value={value}
      onChange={(event) => {
        onChoose(event.target.value);
      }}
      className="h-7 rounded border border-line bg-bg0 px-1.5 text-dense text-text2"
    >
      <option value="">strike…</option>
      {(["C", "P"] as const).map((right) => (
        <optgroup key={right} label={right === "C" ? "calls" : "puts"}>
          {(chain?.rows ?? []).map(({ strike }) => (
            <option
              key={strike}
              value={`${strike}${right}`}
            >{`${strikeWords(strike)} ${right === "C" ? "call" : "put"}`}</option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}

function optionOf(
  chain: ChainFrame | undefined,
  contract: string,
): { instrument: number; words: string } | null {
  const row = chain?.rows.find(({ strike }) => contract.startsWith(strike));
  if (row === undefined || contract === "") return null;
  return contract.endsWith("C")
    ? { instrument: row.call.instrument, words: `${strikeWords(row.strike)} call` }
    : { instrument: row.put.instrument, words: `${strikeWords(row.strike)} put` };
}

/** Break-evens of what is held, as lines. */
function useBreakEvens(ticker: string): readonly PriceMark[] {
  const positions = useLatest("positions")?.positions;
  const proposals = useRows("proposals");
  const key = (positions ?? []).map(({ id, quantity }) => `${id}${quantity}`).join();
  return useMemo(() => breakEvenMarks(ticker, positions ?? [], proposals ?? []), [ticker, key, proposals]);
}

function breakEvenMarks(
  ticker: string,
  positions: readonly PositionRow[],
  proposals: readonly ProposalRow[],
): readonly PriceMark[] {
  return positions
    .filter((position) => position.ticker === ticker && position.quantity !== 0)
    .flatMap(({ planId }) => proposals.find(({ id }) => id === planId)?.plan?.breakEvens ?? [])
    .map((price) => ({ price, label: "break-even", tone: "accent" as const }));
}

function useFillMarks(ticker: string): readonly FillMark[] {
  const fills = useRows("fills");
  const orders = useRows("orders");
  return useMemo(() => {
    const mine = new Set((orders ?? []).filter((order) => order.ticker === ticker).map(({ id }) => id));
    return (fills ?? [])
      .filter(({ orderId }) => mine.has(orderId))
      .map(markOf)
      .toSorted((left, right) => left.time - right.time);
  }, [fills, orders, ticker]);
}

/** A marker stands on the two-minute bar of its execution. */
const markOf = ({ at, purpose, quantity, price }: FillRow): FillMark => ({
  time: Math.floor(at / 120_000_000) * 120,
  text: `${purpose === "open" ? "in" : "out"} ${quantity}x ${packagePrice(price)}`,
  opens: purpose === "open",
});
