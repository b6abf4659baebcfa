import type { AnalysisFrame } from "@smart0dte/gateway/contract";
import { useCallback } from "react";
import { useLatest } from "../../socket/desk-context.ts";
import { useBoardContract } from "../../ui/board-contract.ts";
import type { DeskTicker } from "../../ui/desk-location.ts";
import { coverage, level, toE4, volatility } from "../../ui/format/number-format.ts";
import type { PlotSize } from "../../ui/plot/picture.ts";
import { Plot } from "../../ui/plot/plot.tsx";
import { smileShown } from "./analysis-shown.ts";
import { FigureTable } from "./figure-table.tsx";
import { PicturePanel } from "./picture-panel.tsx";
import { plainStrike, smilePicture } from "./smile-picture.ts";
import { useAnalysis, useAnalysisReader } from "./use-analysis.ts";

interface AnalysisPanelProps {
  readonly ticker: DeskTicker;
  readonly className: string;
}

/** Implied volatility by strike: what bid and ask allow, the mids, and the curve fitted to them. */
export function SmilePanel({ ticker, className }: AnalysisPanelProps) {
  const frame = useAnalysis(ticker);
  const read = useAnalysisReader(ticker);
  const [contract] = useBoardContract(useLatest(`chain:${ticker}`));
  const chosen = contract === null ? null : toE4(contract.strike) / 10_000;
  const draw = useCallback(
    (body: AnalysisFrame, size: PlotSize) => smilePicture(smileShown(body, chosen), size),
    [chosen],
  );
  return (
    <PicturePanel
      title="Smile"
      topic={`analysis:${ticker}`}
      frame={frame}
      why={
        frame === undefined || frame.quotes.length > 0
          ? null
          : (frame.smile.why ?? `No strike of ${ticker} is quoted around the forward.`)
      }
      className={className}
      picture={<Plot read={read} draw={draw} className="h-full" />}
      table={frame !== undefined && <SmileTable frame={frame} />}
      foot={
        frame === undefined ? (
          "waiting for the analysis"
        ) : frame.quotes.length === 0 ? (
          "bars: bid to ask; dots: mids, puts hollow"
        ) : (
          <SmileFoot frame={frame} />
        )
      }
    />
  );
}

function SmileTable({ frame }: { readonly frame: AnalysisFrame }) {
  return (
    <FigureTable
      label="Smile: volatility by strike, %"
      heads={["strike", "bid IV", "mid IV", "ask IV"]}
      lines={frame.quotes.map(({ strike, right, bidIv, midIv, askIv, why }) => ({
        name: `${plainStrike(strike)} ${right}`,
        figures: [bidIv, midIv, askIv],
        why,
      }))}
      format={volatility}
      why="this side of the quote allows none"
      how={frame.how}
    />
  );
}

/** How good the fit is, or why there is none; what the dots are. */
function SmileFoot({ frame: { smile } }: { readonly frame: AnalysisFrame }) {
  const fit = smile.v;
  return (
    <span className="block truncate">
      {fit === null ? (
        <span className="font-semibold text-warn">{`no fit: ${smile.why ?? "not known"}`}</span>
      ) : (
        <>
          <span className="text-accent" aria-hidden="true">
            ━{" "}
          </span>
          {fit.form === "flat" ? "one volatility for all" : "fit"}
          {` within ${coverage(fit.inside)} of ${fit.points} quotes · residual ${level(fit.residual)} half-spread`}
        </>
      )}
    </span>
  );
}
