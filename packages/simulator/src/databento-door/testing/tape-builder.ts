import { encodeMetadata } from "@smart0dte/databento";
import { decodeStrictly, type StrictRecord } from "@smart0dte/databento/attack";
import { MarketBatchWriter, epochMicros, usdE4, type EpochMicros, type MarketBatch } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import { createSimulatedMarket, type SimulatedMarket } from "../../market/index.ts";
import { SERVED_DATASETS, type DatasetName } from "../served-datasets.ts";
import { DatasetInstruments } from "../tape/dataset-instruments.ts";
import { DatasetTape } from "../tape/dataset-tape.ts";
import type { RecordPage } from "../tape/record-page.ts";

export interface TapeUnderTest {
  readonly tape: DatasetTape;
  readonly instruments: DatasetInstruments;
  readonly market: SimulatedMarket;
}

/** A tape of the day of {@link aSession}, seed 7, before its morning. */
export function aTape(name: DatasetName = "OPRA.PILLAR"): TapeUnderTest {
  const market = createSimulatedMarket({ seed: 7, session: aSession(), market: "null" });
  const dataset = SERVED_DATASETS.find((one) => one.name === name);
  if (dataset === undefined) throw new Error(`${name} is not served`);
  const instruments = new DatasetInstruments(name, {
    seed: 7,
    session: aSession(),
    listings: market.listings,
  });
  return { tape: new DatasetTape(dataset, instruments, aSession()), instruments, market };
}

/** A page's records as the strict decoder sees them, with the schema that each is sent in. */
export function recordsOn(page: RecordPage): readonly (StrictRecord & { readonly schemaId: number })[] {
  const metadata = encodeMetadata({
    dataset: "OPRA.PILLAR",
    schema: null,
    stypeIn: null,
    stypeOut: "instrument_id",
  });
  const { records } = decodeStrictly(Buffer.concat([metadata, page.bytes]));
  return records.map((record, i) => ({ ...record, schemaId: page.schemaAt(i) }));
}

export const micros = (seconds: number): EpochMicros =>
  epochMicros(Math.round(aSession().open + seconds * 1e6));

type Said =
  | {
      readonly quote: readonly [bid: number, ask: number, bidSize?: number, askSize?: number];
      readonly flags?: number;
    }
  | { readonly trade: readonly [price: number, size: number] }
  | { readonly halted: boolean }
  | { readonly gap: true };

/** A batch in which instruments say things at seconds after the open; prices in dollars. */
export function aBatch(
  ...said: readonly (Said & { readonly of: number; readonly at: number })[]
): MarketBatch {
  const writer = new MarketBatchWriter();
  const price = (dollars: number) => usdE4(Math.round(dollars * 10_000));
  for (const one of said) {
    const stamp = { instrument: one.of, at: micros(one.at), how: "quoted" } as const;
    if ("quote" in one) {
      const [bid, ask, bidSize = bid > 0 ? 10 : 0, askSize = ask > 0 ? 20 : 0] = one.quote;
      writer.quote(
        { ...stamp, flags: one.flags ?? 0 },
        { price: price(bid), size: bidSize },
        { price: price(ask), size: askSize },
      );
    } else if ("trade" in one) writer.trade(stamp, price(one.trade[0]), one.trade[1]);
    else if ("halted" in one) writer.status(stamp, one.halted);
    else writer.gap(stamp);
  }
  return writer.take();
}
