const UNITS = ["B", "kB", "MB", "GB", "TB"] as const;

/** Bytes for people, in thousands: 1.2 MB. */
export function byteText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 999.5 && unit < UNITS.length - 1; unit += 1) value /= 1_000;
  return `${unit === 0 ? value : value.toPrecision(3)} ${UNITS[unit] ?? ""}`;
}

/** 1,234,567. */
export function countText(count: number): string {
  return count.toLocaleString("en-US");
}
