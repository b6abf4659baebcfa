import { level } from "../../ui/format/number-format.ts";
import { Num } from "../../ui/num.tsx";
import type { PriceMark } from "../../ui/price-mark.ts";

interface LevelLegendProps {
  readonly marks: readonly PriceMark[];
  /** Open positions whose plans this screen no longer has. */
  readonly missing: number;
}

const TONES: Readonly<Record<PriceMark["tone"], string>> = {
  accent: "text-accent",
  danger: "text-danger",
  text2: "text-text2",
  text3: "text-text3",
};

/** The drawn levels as figures, also those beyond the chart's edge. */
export function LevelLegend({ marks, missing }: LevelLegendProps) {
  const labels = [...new Set(marks.map(({ label }) => label))];
  return (
    <dl
      aria-label="Levels on the chart"
      className="pointer-events-none absolute top-1 left-2 z-10 flex max-w-[calc(100%-96px)] flex-wrap gap-x-1 text-dense leading-[16px]"
    >
      {labels.map((label) => {
        const mine = marks.filter((mark) => mark.label === label);
        return (
          <div key={label} className="flex gap-1 rounded-sm bg-bg1 px-1">
            <dt className={TONES[mine[0]?.tone ?? "text2"]}>{label}</dt>
            <dd className="text-text2">
              {mine.map(({ key, price, how }, place) => (
                <span key={key}>
                  {place === 0 ? "" : " · "}
                  <Num value={price} format={level} how={how} />
                </span>
              ))}
            </dd>
          </div>
        );
      })}
      {missing > 0 && (
        <div className="rounded-sm bg-bg1 px-1">
          <dt className="sr-only">not drawn</dt>
          <dd className="font-semibold text-warn">{`levels of ${missing} held not on this screen`}</dd>
        </div>
      )}
    </dl>
  );
}
