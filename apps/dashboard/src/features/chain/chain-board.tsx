import type { ChainFrame } from "@smart0dte/gateway/contract";
import { useState } from "react";
import { useNavigate } from "react-router";
import { useLatest, useTopic } from "../../socket/desk-context.ts";
import { CandleView, useCandleHow } from "../../ui/candle-view.tsx";
import { ChoiceRow } from "../../ui/choice-row.tsx";
import { TICKERS, type DeskTicker } from "../../ui/desk-location.ts";
import { strike as strikeWords } from "../../ui/format/number-format.ts";
import { ProvenanceChip } from "../../ui/num.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Empty, Loading, Unreadable } from "../../ui/state-note.tsx";
import { usePhone } from "../../ui/use-width.ts";
import { CHAIN_VIEWS, VIEW_COLUMNS, type ChainView } from "./chain-columns.ts";
import { ChainGrid, type Side } from "./chain-grid.tsx";
import { ChainHead } from "./chain-head.tsx";
import { Smile } from "./smile.tsx";

const VIEW_WORDS: Readonly<Record<ChainView, string>> = { quotes: "Quotes", greeks: "Greeks", flow: "Flow" };
const SIDE_WORDS: Readonly<Record<Side, string>> = { C: "CALLS", P: "PUTS" };

/** What each strike is worth and whether its quote can be trusted. */
export function ChainBoard({ ticker }: { readonly ticker: DeskTicker }) {
  useTopic(`chain:${ticker}`);
  const frame = useLatest(`chain:${ticker}`);
  const navigate = useNavigate();
  const phone = usePhone();
  const [view, setView] = useState<ChainView>("quotes");
  const [side, setSide] = useState<Side>("C");
  const [chosen, setChosen] = useState<{ strike: string; side: Side } | null>(null);
  return (
    <div className="flex flex-col gap-2 p-2">
      <ChainHead ticker={ticker} frame={frame} />
      <div className="grid gap-2 desk:grid-cols-[minmax(0,1fr)_376px]">
        <Panel
          title={`Chain ${ticker} 0DTE`}
          freezable
          scrolls
          actions={
            <div className="flex flex-wrap justify-end gap-2">
              <ChoiceRow
                label="Ticker"
                choices={TICKERS}
                value={ticker}
                onChoose={(next) => {
                  setChosen(null);
                  void navigate(`/chain/${next}`);
                }}
              />
              {phone ? (
                <ChoiceRow
                  label="Side"
                  choices={["C", "P"]}
                  value={side}
                  onChoose={setSide}
                  wordOf={(one) => SIDE_WORDS[one]}
                />
              ) : (
                <ChoiceRow
                  label="View"
                  choices={CHAIN_VIEWS}
                  value={view}
                  onChoose={setView}
                  wordOf={(one) => VIEW_WORDS[one]}
                />
              )}
            </div>
          }
          bodyClassName="min-h-[617px]"
          foot={frame === undefined ? "waiting for the chain" : <ChainFoot frame={frame} />}
        >
          <Unreadable topic={`chain:${ticker}`} />
          {frame === undefined ? (
            <Loading what={`${ticker} chain`} rows={21} />
          ) : frame.rows.length === 0 ? (
            <Empty>{`No 0DTE expiry for ${ticker} today. Choose another ticker.`}</Empty>
          ) : (
            <ChainGrid
              frame={frame}
              columns={phone ? VIEW_COLUMNS.phone : VIEW_COLUMNS[view]}
              sides={phone ? [side] : ["C", "P"]}
              chosen={chosen?.strike ?? frame.atm}
              onChoose={(strike, picked) => {
                setChosen({ strike, side: phone ? side : picked });
              }}
            />
          )}
        </Panel>
        <div className="flex flex-col gap-2">
          {frame !== undefined && frame.rows.length > 0 && (
            <>
              <StrikeChart
                frame={frame}
                chosen={chosen ?? { strike: frame.atm, side: "C" }}
                onSide={setChosen}
              />
              <Panel title="Smile" aside={<ProvenanceChip how={frame.how} />} bodyClassName="p-3">
                <Smile frame={frame} />
              </Panel>
            </>
          )}
        </div>
      </div>
    </div>
  );
}

function ChainFoot({ frame }: { readonly frame: ChainFrame }) {
  const all = frame.rows.length * 2;
  const oneSided = frame.rows
    .flatMap(({ call, put }) => [call.fault, put.fault])
    .filter((fault) => fault === "oneSided").length;
  return (
    <span className="flex flex-wrap gap-x-6">
      <span
        className={frame.inadmissible > 0 ? "font-semibold text-text2" : ""}
      >{`${frame.inadmissible} of ${all} contracts inadmissible`}</span>
      {oneSided > 0 && <span>{`${oneSided} one-sided`}</span>}
      <span>
        {frame.forwardFrom === null
          ? "no forward"
          : frame.forwardFrom === "parity"
            ? "forward from put-call parity"
            : "forward is the spot: too few admissible pairs"}
      </span>
      <span>θ and vega of one contract; in-the-money side shaded</span>
      {frame.how === "modelled" && <span>quotes are modelled on the underlying's minutes</span>}
    </span>
  );
}

interface StrikeChartProps {
  readonly frame: ChainFrame;
  readonly chosen: { readonly strike: string; readonly side: Side };
  readonly onSide: (chosen: { readonly strike: string; readonly side: Side }) => void;
}

function StrikeChart({ frame, chosen, onSide }: StrikeChartProps) {
  const [view, setView] = useState<"chart" | "table">("chart");
  const row =
    frame.rows.find(({ strike }) => strike === chosen.strike) ??
    frame.rows.find(({ strike }) => strike === frame.atm);
  const contract = chosen.side === "C" ? row?.call : row?.put;
  const how = useCandleHow(contract?.instrument);
  if (row === undefined || contract === undefined) return null;
  const words = `${frame.ticker} ${strikeWords(row.strike)} ${chosen.side === "C" ? "call" : "put"}`;
  return (
    <Panel
      title={`${words} 2m`}
      aside={<ProvenanceChip how={how} />}
      className="desk:flex-1"
      bodyClassName="relative min-h-[300px]"
      actions={
        <>
          <ChoiceRow
            label="Side of the strike"
            choices={["C", "P"]}
            value={chosen.side}
            onChoose={(side) => {
              onSide({ strike: row.strike, side });
            }}
          />
          <ChoiceRow label="As" choices={["chart", "table"]} value={view} onChoose={setView} />
        </>
      }
    >
      <CandleView instrument={contract.instrument} label={words} view={view} />
    </Panel>
  );
}
