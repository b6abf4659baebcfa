import type { Schema } from "@smart0dte/databento";

export interface ServedDataset {
  readonly name: DatasetName;
  readonly schemas: readonly Schema[];
  readonly stypes: readonly ServedSType[];
}

export type DatasetName = "OPRA.PILLAR" | "EQUS.MINI" | "DBIX.CORE";
export type ServedSType = "raw_symbol" | "instrument_id" | "parent";

/** What the door announces, per dataset; everything else is refused by name. */
export const SERVED_DATASETS: readonly ServedDataset[] = [
  {
    name: "OPRA.PILLAR",
    schemas: [
      "cmbp-1",
      "cbbo-1s",
      "cbbo-1m",
      "tcbbo",
      "trades",
      "definition",
      "statistics",
      "status",
      "ohlcv-1s",
      "ohlcv-1m",
    ],
    stypes: ["raw_symbol", "instrument_id", "parent"],
  },
  {
    name: "EQUS.MINI",
    schemas: ["mbp-1", "bbo-1s", "bbo-1m", "tbbo", "trades", "definition", "status", "ohlcv-1s", "ohlcv-1m"],
    stypes: ["raw_symbol", "instrument_id"],
  },
  { name: "DBIX.CORE", schemas: ["trades", "mbp-1"], stypes: ["raw_symbol", "instrument_id"] },
];

/** Schemas whose records a slow reader loses; all others are sent whatever happens. */
export const SKIPPABLE: ReadonlySet<Schema> = new Set<Schema>([
  "mbp-1",
  "bbo-1s",
  "bbo-1m",
  "cmbp-1",
  "cbbo-1s",
  "cbbo-1m",
]);

/** Schemas whose intervals end with a message. */
export const INTERVAL_SCHEMAS: ReadonlySet<Schema> = new Set<Schema>([
  "ohlcv-1s",
  "ohlcv-1m",
  "bbo-1s",
  "bbo-1m",
  "cbbo-1s",
  "cbbo-1m",
]);
