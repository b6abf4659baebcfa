import {
  EXPOSURE_CONVENTIONS,
  EXPOSURE_WORDS,
  type AnalysisFrame,
  type ExposureBasis,
} from "@smart0dte/gateway/contract";
import { useCallback, useState } from "react";
import { ChoiceRow } from "../../ui/choice-row.tsx";
import { useAddressChoice, type DeskTicker } from "../../ui/desk-location.ts";
import { count, exposure, exposureLike, level } from "../../ui/format/number-format.ts";
import { Num } from "../../ui/num.tsx";
import type { PlotSize } from "../../ui/plot/picture.ts";
import { Plot } from "../../ui/plot/plot.tsx";
import { exposureShown, MEASURES, type Measure } from "./analysis-shown.ts";
import { exposurePicture } from "./exposure-picture.ts";
import { FigureTable } from "./figure-table.tsx";
import { PicturePanel } from "./picture-panel.tsx";
import { plainStrike } from "./smile-picture.ts";
import { useAnalysis, useAnalysisReader } from "./use-analysis.ts";

const BASES = ["openInterest", "signedFlow"] as const;
const BASIS_WORDS: Readonly<Record<ExposureBasis, string>> = {
  openInterest: "open interest",
  signedFlow: "signed flow",
};
const CONVENTION_WORDS: Readonly<Record<string, string>> = {
  callsLong: "long calls",
  callsShort: "short calls",
  againstCustomers: "other side",
  withCustomers: "customers",
};

interface ExposurePanelProps {
  readonly ticker: DeskTicker;
  readonly className: string;
}

/** What dealers would have to trade, under an assumption that is named: by strike, in total, with flips and walls. */
export function ExposurePanel({ ticker, className }: ExposurePanelProps) {
  const frame = useAnalysis(ticker);
  const read = useAnalysisReader(ticker);
  const [measure, setMeasure] = useAddressChoice("exposure", MEASURES);
  const [basis, setBasis] = useAddressChoice("basis", BASES);
  const [wanted, setWanted] = useState("");
  const conventions = EXPOSURE_CONVENTIONS[basis];
  const convention = conventions.find(({ name }) => name === wanted) ?? conventions[0];
  const factor = convention?.factor ?? 1;
  const draw = useCallback(
    (body: AnalysisFrame, size: PlotSize) => {
      const reading = body[basis].v;
      return reading === null
        ? { words: "No exposure is known", marks: [] }
        : exposurePicture(exposureShown(body, reading, { measure, factor }), size);
    },
    [basis, measure, factor],
  );
  const reading = frame?.[basis].v ?? null;
  return (
    <PicturePanel
      title="Exposure"
      topic={`analysis:${ticker}`}
      frame={frame === undefined ? undefined : frame[basis]}
      why={null}
      className={className}
      lead={
        <>
          <div className="flex flex-wrap items-center justify-between gap-x-2 gap-y-1 px-3 pt-2">
            <ChoiceRow label="Exposure of" choices={MEASURES} value={measure} onChoose={setMeasure} />
            <ChoiceRow
              label="Basis"
              choices={BASES}
              value={basis}
              onChoose={setBasis}
              wordOf={(one) => BASIS_WORDS[one]}
            />
          </div>
          {frame !== undefined && <Total frame={frame} basis={basis} {...{ measure, factor }} />}
          <div className="flex min-h-10 items-center gap-2 px-3">
            <ChoiceRow
              label="Dealers are taken to be"
              choices={conventions.map(({ name }) => name)}
              value={convention?.name ?? ""}
              onChoose={setWanted}
              wordOf={(name) => CONVENTION_WORDS[name] ?? name}
              className="shrink-0"
            />
            <p className="text-dense text-text2">{convention?.words}</p>
          </div>
        </>
      }
      picture={
        reading === null ? (
          <p className="px-3 py-4 text-body text-text2">{frame?.[basis].why ?? "not known"}</p>
        ) : (
          <Plot read={read} draw={draw} className="h-full" />
        )
      }
      table={frame !== undefined && <ExposureTable frame={frame} basis={basis} {...{ measure, factor }} />}
      foot={
        <div className="min-h-12">
          {frame === undefined ? "waiting for the analysis" : <ExposureFoot frame={frame} basis={basis} />}
        </div>
      }
    />
  );
}

interface PartProps {
  readonly frame: AnalysisFrame;
  readonly basis: ExposureBasis;
  readonly measure: Measure;
  readonly factor: 1 | -1;
}

/** The figure, its unit and its formula in one place. */
function Total({ frame, basis, measure, factor }: PartProps) {
  const reading = frame[basis];
  const { unit, formula } = EXPOSURE_WORDS[measure];
  return (
    <div className="px-3 pt-2">
      <p className="flex items-baseline gap-2">
        <span className="sr-only">{`total ${measure} exposure`}</span>
        <Num
          value={reading.v === null ? null : reading.v.total[measure] * factor}
          format={exposure}
          how={reading.how}
          why={reading.why ?? "not known"}
          tone="sign"
          className="text-title font-semibold"
        />
        <span className="text-body text-text2">{unit}</span>
      </p>
      <p className="truncate text-dense text-text3" title={formula}>
        {`Σ ${formula}`}
      </p>
    </div>
  );
}

function ExposureTable({ frame, basis, measure, factor }: PartProps) {
  const reading = frame[basis];
  if (reading.v === null)
    return <p className="px-3 py-4 text-body text-text2">{reading.why ?? "not known"}</p>;
  const { unit } = EXPOSURE_WORDS[measure];
  const lines = reading.v.strikes.map(({ strike, calls, puts }) => ({
    name: plainStrike(strike),
    figures: [calls[measure], puts[measure], calls[measure] + puts[measure]].map((one) => one * factor),
  }));
  const largest = lines
    .flatMap(({ figures }) => figures)
    .reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  return (
    <FigureTable
      label={`${measure} exposure by strike, ${unit}`}
      heads={["strike", "calls", "puts", "both"]}
      lines={lines}
      format={exposureLike(largest)}
      why="not known"
      how={reading.how}
      tone="sign"
    />
  );
}

/** Flips and walls hold under every convention; what is not in the figures is said. */
function ExposureFoot({ frame, basis }: Pick<PartProps, "frame" | "basis">) {
  const reading = frame[basis].v;
  return (
    <span className="block">
      {reading !== null && (
        <span className="block text-text2">
          {reading.flips.length === 0
            ? `no flip from ${level(reading.searched[0])} to ${level(reading.searched[1])}`
            : `flip ${reading.flips.map(level).join(", ")}`}
          {` · call wall ${wallOf(reading.callWall)} · put wall ${wallOf(reading.putWall)}`}
        </span>
      )}
      <span className="block" title={`${EXPOSURE_WORDS.flips}. ${EXPOSURE_WORDS.walls}.`}>
        {EXPOSURE_WORDS.bases[basis]}
        {reading !== null &&
          `. ${count(reading.counted)} strikes counted${reading.left === 0 ? "" : `, ${count(reading.left)} contracts cannot be`}`}
      </span>
    </span>
  );
}

const wallOf = (strike: number | null): string => (strike === null ? "none" : plainStrike(strike));
