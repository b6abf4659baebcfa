import { StrictFault } from "./strict-fault.ts";
import type { WireLayout } from "./wire-layouts.ts";
import type { WireObject } from "./wire-reader.ts";

/** Refuses a value that its field cannot have by the format's tables of values. */
export function requireKnownValues(record: WireObject, at: number, { fields, kind }: WireLayout): void {
  for (const { name, at: inside, type } of fields) {
    const value = record[name] ?? null;
    const letters = LETTERS[`${kind}.${name}`] ?? LETTERS[name];
    const isLetter =
      type !== "char" || letters === undefined || (typeof value === "string" && letters.includes(value));
    const numbers = NUMBERS[`${kind}.${name}`];
    const isNumber = numbers === undefined || (typeof value === "number" && numbers.includes(value));
    if (!isLetter || !isNumber) throw new StrictFault(at + inside, `a ${name} of ${String(value)}`);
  }
}

const LETTERS: Readonly<Record<string, string | undefined>> = {
  action: "MTFCARN",
  side: "ABN",
  is_trading: "YN~",
  is_quoting: "YN~",
  is_short_sell_restricted: "YN~",
  instrument_class: "BCFIKMPSTXY",
  security_update_action: "AMD",
  user_defined_instrument: "NY",
  leg_side: "ABN",
};

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);

const STYPES = [...range(0, 15), 255];

const NUMBERS: Readonly<Record<string, readonly number[] | undefined>> = {
  "status.action": range(0, 15),
  "status.trading_event": range(0, 4),
  "errorV2.code": [...range(1, 8), 255],
  "errorV2.is_last": [0, 1, 255],
  "systemV2.code": [...range(0, 4), 255],
  "mappingV2.stype_in": STYPES,
  "mappingV2.stype_out": STYPES,
  "statisticsV3.stat_type": [...range(1, 26), 10_001, 10_002],
  "statisticsV3.update_action": [1, 2],
};
