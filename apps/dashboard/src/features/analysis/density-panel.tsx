import type { AnalysisFrame } from "@smart0dte/gateway/contract";
import type { DeskTicker } from "../../ui/desk-location.ts";
import { coverage, level, moment } from "../../ui/format/number-format.ts";
import type { PlotSize } from "../../ui/plot/picture.ts";
import { Plot } from "../../ui/plot/plot.tsx";
import { densityShown } from "./analysis-shown.ts";
import { densityPicture } from "./density-picture.ts";
import { FigureTable } from "./figure-table.tsx";
import { PicturePanel } from "./picture-panel.tsx";
import { useAnalysis, useAnalysisReader } from "./use-analysis.ts";

interface DensityPanelProps {
  readonly ticker: DeskTicker;
  readonly className: string;
}

/** Where the price may end by the options' own density, and what the expected moves cover of it. */
export function DensityPanel({ ticker, className }: DensityPanelProps) {
  const frame = useAnalysis(ticker);
  const read = useAnalysisReader(ticker);
  return (
    <PicturePanel
      title="Density at the close"
      topic={`analysis:${ticker}`}
      frame={frame}
      why={frame === undefined || frame.density.v !== null ? null : (frame.density.why ?? "not known")}
      className={className}
      picture={<Plot read={read} draw={draw} className="h-full" />}
      table={frame !== undefined && <QuantileTable frame={frame} />}
      foot={
        <div className="min-h-8">
          {frame === undefined ? "waiting for the analysis" : <DensityFoot frame={frame} />}
        </div>
      }
    />
  );
}

const draw = (frame: AnalysisFrame, size: PlotSize) => densityPicture(densityShown(frame), size);

function QuantileTable({ frame }: { readonly frame: AnalysisFrame }) {
  return (
    <FigureTable
      label="Quantiles of the closing price, $"
      heads={["ends below, with probability", "price $"]}
      lines={(frame.density.v?.quantiles ?? []).map(({ share, price }) => ({
        name: coverage(share),
        figures: [price],
        marked: share === 0.5,
      }))}
      format={level}
      why="not known"
      how={frame.how}
    />
  );
}

/** What a picture cannot say: the shape, how much of it no quote supports, and that it is no forecast. */
function DensityFoot({ frame: { density } }: { readonly frame: AnalysisFrame }) {
  if (density.v === null) return <span>risk-neutral, not a forecast</span>;
  const { skewness, kurtosis, unquotedBelow, unquotedAbove } = density.v;
  return (
    <>
      <span className="mr-3">{`skew ${moment(skewness)}, kurtosis ${moment(kurtosis)}`}</span>
      <span className="mr-3">{`tails unquoted ${coverage(unquotedBelow)} below, ${coverage(unquotedAbove)} above`}</span>
      <span>risk-neutral, not a forecast</span>
    </>
  );
}
