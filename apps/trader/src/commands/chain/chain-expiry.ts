import {
  BadInputError,
  isoDateOf,
  MICROS_PER_SECOND,
  sessionOf,
  type EpochMicros,
  type IsoDate,
} from "@smart0dte/domain";
import { formatInstant, type ChainSnapshot } from "@smart0dte/feeds";

/** The expiry that is analysed and how far away its close is. */
export interface AnalysedExpiry {
  readonly date: IsoDate;
  /** From the quotes' time to the 16:00 (13:00) close. */
  readonly seconds: number;
  /** True on its own day in New York. */
  readonly isToday: boolean;
}

/** The earliest expiry of the file still open at an instant. Throws `BadInputError` where none is left: expired. */
export function expiryAt({ path, rows }: ChainSnapshot, at: EpochMicros): AnalysedExpiry {
  const dates = [...new Set(rows.map(({ contract }) => contract.expiry))].sort();
  for (const date of dates) {
    const close = sessionOf(date)?.close;
    if (close === undefined || close <= at) continue;
    return { date, seconds: (close - at) / MICROS_PER_SECOND, isToday: isoDateOf(at) === date };
  }
  const last = dates.at(-1) ?? "";
  throw new BadInputError(`${path}: expired: its last expiry, ${last}, had closed by ${formatInstant(at)}.`);
}
