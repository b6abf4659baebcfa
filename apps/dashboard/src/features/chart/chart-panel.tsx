import type { ChainFrame } from "@smart0dte/gateway/contract";
import { useState } from "react";
import { useHello, useLatest, useTopic } from "../../socket/desk-context.ts";
import { contractName, contractOf } from "../../ui/board-contract.ts";
import { Button } from "../../ui/button.tsx";
import { CandleView, useCandleHow } from "../../ui/candle-view.tsx";
import { ChoiceRow } from "../../ui/choice-row.tsx";
import { strike as strikeWords } from "../../ui/format/number-format.ts";
import { TICKERS, useContract, useTicker } from "../../ui/desk-location.ts";
import { ProvenanceChip } from "../../ui/num.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Empty, Loading } from "../../ui/state-note.tsx";
import { useShortcut } from "../../ui/use-shortcut.ts";
import { LevelLegend } from "./level-legend.tsx";
import { chooseOverlays, chosenOverlays } from "./overlay-choice.ts";
import { OverlayMenu } from "./overlay-menu.tsx";
import { useFillMarks, useLevels } from "./use-chart-marks.ts";

/** Two-minute candles of a ticker or of any strike of its board, with the chosen overlays. */
export function ChartPanel({ className }: { readonly className?: string }) {
  const [ticker, choose] = useTicker();
  const [contract, setContract] = useContract();
  const [overlays, setOverlays] = useState(chosenOverlays);
  const [view, setView] = useState<"chart" | "table">("chart");
  const hello = useHello();
  useTopic(`chain:${ticker}`);
  const chain = useLatest(`chain:${ticker}`);
  const option = contractOf(chain, contract);
  const underlying = hello?.underlyings.find((one) => one.ticker === ticker)?.instrument;
  const instrument = option?.cell.instrument ?? underlying;
  const how = useCandleHow(instrument);
  const onUnderlying = option === null;
  const label = onUnderlying ? ticker : `${ticker} ${option.words}`;
  const { marks, missing } = useLevels({ ticker, instrument: underlying, chain, overlays });
  const fills = useFillMarks(ticker, overlays.includes("fills"));
  const toggleView = () => {
    setView(view === "table" ? "chart" : "table");
  };
  useShortcut({ keys: ["t"], words: "candles as a table or a chart", act: toggleView });

  return (
    <Panel
      title={`Chart ${label} 2m`}
      aside={<ProvenanceChip how={how} />}
      className={className ?? ""}
      bodyClassName="relative min-h-60"
      actions={
        <div className="flex flex-wrap items-center justify-end gap-1 tablet:gap-2">
          <ChoiceRow label="Ticker of the chart" choices={TICKERS} value={ticker} onChoose={choose} />
          <StrikeChoice chain={chain} value={option === null ? "" : contract} onChoose={setContract} />
          <OverlayMenu
            chosen={overlays}
            onUnderlying={onUnderlying}
            onChoose={(next) => {
              chooseOverlays(next);
              setOverlays(next);
            }}
          />
          <Button
            size="small"
            kind="quiet"
            aria-pressed={view === "table"}
            className="max-tablet:px-1 aria-pressed:text-accent aria-pressed:underline"
            onClick={toggleView}
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
        <>
          {onUnderlying && view === "chart" && <LevelLegend marks={marks} missing={missing} />}
          <CandleView
            instrument={instrument}
            label={label}
            view={view}
            vwap={overlays.includes("vwap")}
            {...(onUnderlying ? { lines: marks, fills } : {})}
          />
        </>
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
      className="h-7 rounded border border-line bg-bg0 px-1.5 text-dense text-text2 max-tablet:w-[68px]"
    >
      <option value="">strike…</option>
      {(["C", "P"] as const).map((right) => (
        <optgroup key={right} label={right === "C" ? "calls" : "puts"}>
          {(chain?.rows ?? []).map(({ strike }) => (
            <option
              key={strike}
              value={contractName(strike, right)}
            >{`${strikeWords(strike)} ${right === "C" ? "call" : "put"}`}</option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
