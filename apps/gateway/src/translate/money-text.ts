import { formatUsd, usdE4, type UsdE4 } from "@smart0dte/domain";

export const usd = formatUsd;

export const usdOrNull = (value: UsdE4 | null): string | null => (value === null ? null : formatUsd(value));

/** A middle may be half a ten-thousandth; the wire carries whole ones, rounded away from the better side (up). */
export const middleText = (middle: number | null): string | null =>
  middle === null ? null : formatUsd(usdE4(Math.ceil(middle)));
