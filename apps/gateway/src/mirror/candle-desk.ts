import type { Bar } from "@smart0dte/domain";
import type { DeskClient } from "@smart0dte/bus/memory";
import type { Candle, Src } from "../contract/index.ts";
import { candleRow } from "../translate/candle-row.ts";
import type { KeyedText } from "./topic-board.ts";

export interface CandlePorts {
  readonly desk: Pick<DeskClient, "request">;
  readonly src: () => Src;
  readonly onChange: (instrument: number, candles: readonly KeyedText[]) => void;
}

interface Chart {
  readers: number;
  /** Null until the desk has answered once. */
  candles: Map<number, string> | null;
  /** Bars came by themselves since the last look: no need to ask. */
  heard: boolean;
  asking: boolean;
}

const ANSWER_WITHIN_MS = 2_000;

/** Candles of the instruments that somebody looks at: asked for once, then kept up to date by frames or by asking again. */
export class CandleDesk {
  readonly #ports: CandlePorts;
  readonly #charts = new Map<number, Chart>();

  constructor(ports: CandlePorts) {
    this.#ports = ports;
  }

  watch(instrument: number): void {
    const chart = this.#charts.get(instrument) ?? { readers: 0, candles: null, heard: false, asking: false };
    chart.readers += 1;
    this.#charts.set(instrument, chart);
    if (chart.candles === null) void this.#ask(instrument, chart);
  }

  leave(instrument: number): void {
    const chart = this.#charts.get(instrument);
    if (chart === undefined) return;
    chart.readers -= 1;
    if (chart.readers <= 0) this.#charts.delete(instrument);
  }

  apply(bars: readonly Bar[]): void {
    const byInstrument = new Map<number, Bar[]>();
    for (const bar of bars) {
      if (!this.#charts.has(bar.instrument)) continue;
      byInstrument.set(bar.instrument, [...(byInstrument.get(bar.instrument) ?? []), bar]);
    }
    for (const [instrument, own] of byInstrument) {
      const chart = this.#charts.get(instrument);
      if (chart === undefined || chart.candles === null) continue;
      chart.heard = true;
      this.#put(instrument, chart, own);
    }
  }

  /** Once a second: asks for the charts of which nothing was heard since the last time. */
  refresh(): void {
    for (const [instrument, chart] of this.#charts) {
      if (!chart.heard) void this.#ask(instrument, chart);
      chart.heard = false;
    }
  }

  /** Another run: every chart is asked for anew. */
  restart(): void {
    for (const [instrument, chart] of this.#charts) {
      chart.candles = null;
      void this.#ask(instrument, chart);
    }
  }

  /** Null while the desk has not answered. */
  snapshotJson(instrument: number): string | null {
    const candles = this.#charts.get(instrument)?.candles;
    return candles === undefined || candles === null
      ? null
      : this.frameJson(instrument, [...candles.values()]);
  }

  frameJson(instrument: number, candles: readonly string[]): string {
    return `{"instrument":${instrument},"src":"${this.#ports.src()}","candles":[${candles.join(",")}]}`;
  }

  async #ask(instrument: number, chart: Chart): Promise<void> {
    if (chart.asking) return;
    chart.asking = true;
    const reply = await this.#ports.desk.request({ kind: "bars", instrument }, ANSWER_WITHIN_MS);
    chart.asking = false;
    if (reply === "noAnswer" || reply.kind !== "bars" || this.#charts.get(instrument) !== chart) return;
    chart.candles ??= new Map();
    this.#put(instrument, chart, reply.bars);
  }

  #put(instrument: number, { candles }: Chart, bars: readonly Bar[]): void {
    if (candles === null) return;
    const changed: KeyedText[] = [];
    for (const bar of bars) {
      const candle: Candle = candleRow(bar);
      const json = JSON.stringify(candle);
      if (candles.get(candle.time) === json) continue;
      candles.set(candle.time, json);
      changed.push({ key: String(candle.time), json });
    }
    if (changed.length > 0) this.#ports.onChange(instrument, changed);
  }
}
