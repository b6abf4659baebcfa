import type { ContractQuery } from "../contracts/contract-book.ts";
import type { FieldCursor } from "./field-cursor.ts";

/** A package's leg as a request names it. */
export interface LegRequest {
  readonly conId: number;
  readonly ratio: number;
  readonly action: string;
  readonly exchange: string;
}

/** conId to tradingClass, the twelve fields that most requests begin with. */
export function readContract(cursor: FieldCursor): ContractQuery {
  const conId = cursor.whole();
  const symbol = cursor.text();
  const secType = cursor.text();
  const expiry = cursor.text();
  const strike = cursor.decimal();
  const right = cursor.text();
  cursor.skip(1);
  const exchange = cursor.text();
  cursor.skip(1);
  const currency = cursor.text();
  const localSymbol = cursor.text();
  const tradingClass = cursor.text();
  return { conId, symbol, secType, expiry, strike, right, exchange, currency, localSymbol, tradingClass };
}

export function readLeg(cursor: FieldCursor): LegRequest {
  return {
    conId: cursor.whole(),
    ratio: cursor.whole(),
    action: cursor.text(),
    exchange: cursor.text(),
  };
}
