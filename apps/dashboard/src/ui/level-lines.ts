import { LineStyle, type AutoscaleInfoProvider, type IPriceLine, type ISeriesApi } from "lightweight-charts";
import type { ChartColours } from "./chart-look.ts";
import { stretched, type PriceMark } from "./price-mark.ts";

const STYLES = {
  solid: LineStyle.Solid,
  dashed: LineStyle.Dashed,
  dotted: LineStyle.Dotted,
  sparse: LineStyle.SparseDotted,
} as const;

/** Draws levels as lines of the series and keeps them in its range; a level that moves keeps its line. */
export class LevelLines {
  readonly #series: ISeriesApi<"Candlestick">;
  readonly #colours: ChartColours;
  readonly #lines = new Map<string, IPriceLine>();
  #levels: readonly number[] = [];

  constructor(series: ISeriesApi<"Candlestick">, colours: ChartColours) {
    this.#series = series;
    this.#colours = colours;
    const autoscaleInfoProvider: AutoscaleInfoProvider = (original) => {
      const info = original();
      if (info === null || info.priceRange === null) return info;
      return { ...info, priceRange: { ...stretched(info.priceRange, this.#levels) } };
    };
    series.applyOptions({ autoscaleInfoProvider });
  }

  show(marks: readonly PriceMark[]): void {
    this.#levels = marks.map(({ price }) => price);
    const wanted = new Set(marks.map(({ key }) => key));
    for (const [key, line] of this.#lines) {
      if (wanted.has(key)) continue;
      this.#series.removePriceLine(line);
      this.#lines.delete(key);
    }
    for (const mark of marks) {
      const known = this.#lines.get(mark.key);
      if (known === undefined) this.#lines.set(mark.key, this.#series.createPriceLine(this.#optionsOf(mark)));
      else known.applyOptions(this.#optionsOf(mark));
    }
  }

  #optionsOf({ price, label, tone, line }: PriceMark) {
    const { panel } = this.#colours;
    return {
      price,
      title: label,
      color: this.#colours[tone],
      lineWidth: 1 as const,
      lineStyle: STYLES[line],
      axisLabelVisible: true,
      // quiet labels: the word and the figure carry the meaning, not a block of colour
      axisLabelColor: panel,
      axisLabelTextColor: this.#colours[tone],
    };
  }
}
