/** To so many decimals: what is not worth showing need not travel. */
export const decimals = (value: number, places: number): number => tidy(Number(value.toFixed(places)));

/** To so many significant digits. */
export const digits = (value: number, count: number): number => tidy(Number(value.toPrecision(count)));

export const decimalsOrNull = (value: number | null, places: number): number | null =>
  value === null ? null : decimals(value, places);

/** JSON knows no minus zero, and nobody wants to read one. */
const tidy = (value: number): number => (value === 0 ? 0 : value);
