import type { Metadata } from "@smart0dte/databento";
import type { IsoDate } from "@smart0dte/domain";

export interface NamedId {
  readonly instrumentId: number;
  readonly rawSymbol: string;
}

/** Which instrument ids a file's metadata name on a day, either way round. Ids of options change every day. */
export function namedIds({ mappings, stypeOut, stypeIn }: Metadata, date: IsoDate): readonly NamedId[] {
  const idsAreOut = stypeOut === "instrument_id";
  if (!idsAreOut && stypeIn !== "instrument_id") return [];
  return mappings.flatMap(({ rawSymbol, intervals }) =>
    intervals
      .filter(({ startDate, endDate }) => startDate <= date && date < endDate)
      .map(({ symbol }) => (idsAreOut ? named(symbol, rawSymbol) : named(rawSymbol, symbol)))
      .filter((one) => one !== null),
  );
}

function named(id: string, rawSymbol: string): NamedId | null {
  return /^\d{1,10}$/.test(id) ? { instrumentId: Number(id), rawSymbol } : null;
}
