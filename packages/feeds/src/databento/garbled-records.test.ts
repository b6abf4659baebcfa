import { DbnDecoder, DbnError, RTYPES } from "@smart0dte/databento";
import { RECORD_KINDS } from "@smart0dte/domain";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aDefinitionRecord,
  aMappingRecord,
  anErrorRecord,
  aQuoteRecord,
  aStatisticRecord,
  aStatusRecord,
  aTradeRecord,
} from "./testing/builders-record.ts";
import { aTranslator, CALL, told } from "./testing/builders-translator.ts";

const whole = [
  aQuoteRecord(),
  aQuoteRecord({ rtype: RTYPES.cbbo1s }),
  aTradeRecord(),
  aStatisticRecord(),
  aStatusRecord({ action: 8 }),
  aDefinitionRecord({ symbol: CALL }),
  aMappingRecord({ asked: "SPY", resolved: "SPY" }),
  anErrorRecord("Slow client", 7),
];

/** One of the records above with up to four bytes behind its length and kind replaced. */
const garbled = fc
  .tuple(
    fc.constantFrom(...whole),
    fc.array(fc.tuple(fc.nat(600), fc.nat(255)), { minLength: 1, maxLength: 4 }),
  )
  .map(([record, changes]) => {
    const bytes = record.slice();
    for (const [at, value] of changes) bytes[2 + (at % (bytes.length - 2))] = value;
    return bytes;
  });

describe("records with wrong bytes in them", () => {
  it("never stop the translator, and become nothing that a market record cannot hold", () => {
    fc.assert(
      fc.property(fc.array(garbled, { maxLength: 30 }), (records) => {
        const translator = aTranslator({ maxPending: 8 });
        const cursor = new DbnDecoder({ fragment: { version: 3, tsOut: false } }).push(
          Buffer.concat(records),
        );
        while (walks(cursor)) translator.take(0, cursor);

        for (const { kind, at, a, b, c, d, e } of told(translator)) {
          expect(RECORD_KINDS).toHaveProperty(kind);
          expect(Number.isSafeInteger(at)).toBe(true);
          expect([a, b, c, d].every((value) => value >= 0)).toBe(true);
          expect(e >= 0).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function walks(cursor: { next(): boolean }): boolean {
  try {
    return cursor.next();
  } catch (error) {
    if (error instanceof DbnError) return false;
    throw error;
  }
}
