import { FLAGS, RTYPES } from "@smart0dte/databento";
import type { DatasetName } from "../served-datasets.ts";

/** A schema whose records are one level of a book. */
export type QuoteSchema = keyof typeof QUOTE_RTYPES;
export const QUOTE_RTYPES = {
  "mbp-1": RTYPES.mbp1,
  tbbo: RTYPES.mbp1,
  "cmbp-1": RTYPES.cmbp1,
  tcbbo: RTYPES.tcbbo,
  "cbbo-1s": RTYPES.cbbo1s,
  "cbbo-1m": RTYPES.cbbo1m,
  "bbo-1s": RTYPES.bbo1s,
  "bbo-1m": RTYPES.bbo1m,
} as const;

/** How one dataset says what the market says. */
export interface DatasetShape {
  readonly quotes: "cmbp-1" | "mbp-1";
  readonly prints: "tcbbo" | "tbbo" | null;
  /** Books sampled each second and each minute; none for an index. */
  readonly sampled: { readonly second: QuoteSchema; readonly minute: QuoteSchema } | null;
  readonly publisher: number;
  /** Where prints happen and who repeats statistics; the publisher itself where there is no venue below it. */
  readonly venues: readonly number[];
  readonly flags: number;
  /** From the venue's stamp to the receive time. */
  readonly latencyMicros: number;
  /** Whether the aggressor's side is told. */
  readonly sides: boolean;
  /** Whether a side's venue is told with the book. */
  readonly isConsolidated: boolean;
  readonly hasBars: boolean;
  readonly hasStatus: boolean;
}

const OPRA_FLAGS = FLAGS.last | FLAGS.topOfBook | FLAGS.publisherSpecific;

export const SHAPES: Readonly<Record<DatasetName, DatasetShape>> = {
  "OPRA.PILLAR": {
    quotes: "cmbp-1",
    prints: "tcbbo",
    sampled: { second: "cbbo-1s", minute: "cbbo-1m" },
    publisher: 30,
    venues: [20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 31, 32, 33, 34, 35, 36, 37, 61],
    flags: OPRA_FLAGS,
    latencyMicros: 209,
    sides: false,
    isConsolidated: true,
    hasBars: true,
    hasStatus: true,
  },
  "EQUS.MINI": {
    quotes: "mbp-1",
    prints: "tbbo",
    sampled: { second: "bbo-1s", minute: "bbo-1m" },
    publisher: 95,
    venues: [95],
    flags: FLAGS.last,
    latencyMicros: 35,
    sides: true,
    isConsolidated: false,
    hasBars: true,
    hasStatus: true,
  },
  "DBIX.CORE": {
    quotes: "mbp-1",
    prints: null,
    sampled: null,
    publisher: 146,
    venues: [146],
    flags: FLAGS.last,
    latencyMicros: 50,
    sides: false,
    isConsolidated: false,
    hasBars: false,
    hasStatus: false,
  },
};
