import { useParams } from "react-router";
import { DensityPanel } from "../features/analysis/density-panel.tsx";
import { ExposurePanel } from "../features/analysis/exposure-panel.tsx";
import { MoveBands } from "../features/analysis/move-bands.tsx";
import { QuotesLeftOut } from "../features/analysis/quotes-left-out.tsx";
import { SmilePanel } from "../features/analysis/smile-panel.tsx";
import { ChainHead } from "../features/chain/chain-head.tsx";
import { ChainPanel } from "../features/chain/chain-panel.tsx";
import { QualityFoot } from "../features/chain/quality-foot.tsx";
import { SelectionPanel } from "../features/chain/selection-panel.tsx";
import { StrikePanel } from "../features/chain/strike-panel.tsx";
import { ContractLadderPanel } from "../features/ladder/contract-ladder-panel.tsx";
import { useTopic } from "../socket/desk-context.ts";
import { TICKERS, type DeskTicker } from "../ui/desk-location.ts";
import { NotFoundPage } from "./not-found-page.tsx";

/** What is each strike worth, can its quote be trusted, and where is exposure? */
export function ChainPage() {
  const { sym } = useParams();
  const ticker = TICKERS.find((known) => known === sym);
  return ticker === undefined ? <NotFoundPage /> : <Chain key={ticker} ticker={ticker} />;
}

function Chain({ ticker }: { readonly ticker: DeskTicker }) {
  useTopic(`chain:${ticker}`);
  useTopic(`analysis:${ticker}`);
  return (
    <div className="flex flex-col gap-2 p-2">
      <ChainHead ticker={ticker}>
        <MoveBands ticker={ticker} />
      </ChainHead>
      {/* heights are fixed: what comes fills the panels and moves none of them */}
      <div className="grid gap-2 desk:grid-cols-[minmax(0,1fr)_392px]">
        <div className="flex min-w-0 flex-col gap-2">
          <ChainPanel ticker={ticker} />
          <SelectionPanel ticker={ticker} />
          <div className="grid min-w-0 flex-1 gap-2 desk:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
            <StrikePanel ticker={ticker} className="min-h-[344px]" />
            <ContractLadderPanel ticker={ticker} className="min-h-[344px]" />
          </div>
        </div>
        <div className="flex min-w-0 flex-col gap-2">
          <SmilePanel ticker={ticker} className="h-[244px]" />
          <ExposurePanel ticker={ticker} className="h-[540px] desk:h-auto desk:min-h-[540px] desk:flex-1" />
          <DensityPanel ticker={ticker} className="h-[284px]" />
        </div>
      </div>
      <QualityFoot ticker={ticker}>
        <QuotesLeftOut ticker={ticker} />
      </QualityFoot>
    </div>
  );
}
