import type { IPrimitivePaneView, ISeriesPrimitive, SeriesAttachedParameter, Time } from "lightweight-charts";

export interface Band {
  readonly low: number;
  readonly high: number;
}

/** Two hexadecimal digits of opacity. */
const SHADE = "10";

/** Shades a range of prices from the newest bar to the right edge: where the price may still go. */
export class RangeBand implements ISeriesPrimitive<Time> {
  readonly #colour: string;
  #place: SeriesAttachedParameter<Time> | null = null;
  #band: Band | null = null;
  #newest: Time | null = null;

  constructor(colour: string) {
    this.#colour = `${colour}${SHADE}`;
  }

  attached(place: SeriesAttachedParameter<Time>): void {
    this.#place = place;
  }

  detached(): void {
    this.#place = null;
  }

  show(band: Band | null, newest: Time | null): void {
    this.#band = band;
    this.#newest = newest;
    this.#place?.requestUpdate();
  }

  paneViews(): readonly IPrimitivePaneView[] {
    return [
      {
        zOrder: () => "bottom",
        renderer: () => ({
          draw: (target) => {
            target.useMediaCoordinateSpace(({ context, mediaSize }) => {
              const box = this.#box(mediaSize.width);
              if (box === null) return;
              context.fillStyle = this.#colour;
              context.fillRect(box.left, box.top, box.width, box.height);
            });
          },
        }),
      },
    ];
  }

  #box(width: number): { left: number; top: number; width: number; height: number } | null {
    if (this.#place === null || this.#band === null || this.#newest === null) return null;
    const { chart, series } = this.#place;
    const left = chart.timeScale().timeToCoordinate(this.#newest);
    const top = series.priceToCoordinate(this.#band.high);
    const bottom = series.priceToCoordinate(this.#band.low);
    if (left === null || top === null || bottom === null) return null;
    return { left, top, width: Math.max(0, width - left), height: bottom - top };
  }
}
