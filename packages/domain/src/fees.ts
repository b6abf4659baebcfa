import { InvariantError } from "./errors.ts";
import { usdE4, type IsoDate, type UsdE4 } from "./units.ts";

/**
 * What a broker and the exchanges charge for US ETF options, from a date on.
 *
 * Rates are dollars; they can be smaller than a ten-thousandth, so they are summed as numbers for an
 * execution and rounded once, up.
 */
export interface FeeTable {
  readonly from: IsoDate;
  readonly source: string;
  /** Per contract, both ways. */
  readonly commission: number;
  /** Options Regulatory Fee, per contract, both ways. */
  readonly regulatory: number;
  /** Options clearing, per contract, both ways. */
  readonly clearing: number;
  /** FINRA trading activity fee, per contract sold. */
  readonly activity: number;
  /** SEC section 31, per dollar of premium sold. */
  readonly section31: number;
}

/**
 * Interactive Brokers' fixed schedule for US options at a premium of $0.10 and more, at its highest
 * volume tier; smaller premiums are charged less, so this never flatters.
 */
export const FEE_TABLES: readonly FeeTable[] = [
  {
    from: "2000-01-03" as IsoDate,
    source:
      "IBKR fixed pricing for US options 0.65 a contract; ORF 0.02905, OCC 0.025, FINRA TAF 0.00329 sold, SEC 0.0000206 of sales, as listed in 2026; applied to earlier days as well",
    commission: 0.65,
    regulatory: 0.02905,
    clearing: 0.025,
    activity: 0.00329,
    section31: 0.0000206,
  },
];

/** The table in force on a day. */
export function feeTableOn(date: IsoDate): FeeTable {
  const inForce = FEE_TABLES.filter(({ from }) => from <= date).at(-1) ?? FEE_TABLES[0];
  if (inForce === undefined) throw new InvariantError("The fee table is empty");
  return inForce;
}

export interface LegTrade {
  /** Contracts, signed: bought positive. */
  readonly quantity: number;
  /** Premium a share. */
  readonly price: UsdE4;
}

/** All fees of one execution, positive, summed and rounded up once to a ten-thousandth. */
export function feesOf(legs: readonly LegTrade[], table: FeeTable): UsdE4 {
  let sum = 0;
  for (const { quantity, price } of legs) {
    const count = Math.abs(quantity);
    sum += count * (table.commission + table.regulatory + table.clearing);
    if (quantity < 0) sum += count * table.activity + (count * 100 * price * table.section31) / 10_000;
  }
  return usdE4(Math.ceil(sum * 10_000 - 1e-6));
}
