import { EXCHANGE_ZONE, localTimeOf, type EpochMicros } from "@smart0dte/domain";

const MINUS = "\u2212";

/** With a true minus sign and no digits but those asked for. */
export const decimals = (value: number, digits: number): string =>
  (value < 0 ? MINUS : "") + Math.abs(value).toFixed(digits);

/** A fraction in per cent. */
export const percent = (share: number, digits = 1): string => `${decimals(share * 100, digits)} %`;

/** Signed dollars of a package: `+$12.00`. */
export function profit(amount: number, digits = 2): string {
  return `${amount < 0 ? MINUS : "+"}$${Math.abs(amount).toFixed(digits)}`;
}

/** A count with its sign, `+1` long and `−1` short. */
export const signed = (count: number): string => `${count < 0 ? MINUS : "+"}${Math.abs(count)}`;

const SCALES = [
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** Signed dollars in three digits or so: `+$67.4M`. */
export function shortDollars(amount: number): string {
  if (amount === 0) return "$0";
  const [scale, letter] = SCALES.find(([size]) => Math.abs(amount) >= size) ?? [1, ""];
  const scaled = Math.abs(amount) / scale;
  return `${amount < 0 ? MINUS : "+"}$${Number(scaled.toPrecision(3))}${letter}`;
}

/** `2026-08-14 11:38:00`, as the exchange's wall clock shows it. */
export function newYorkTime(at: EpochMicros): string {
  const local = localTimeOf(EXCHANGE_ZONE, at);
  if (!local.ok) return "";
  const { year, month, day, hour, minute, second } = local.value;
  const two = (part: number): string => String(part).padStart(2, "0");
  return `${year}-${two(month)}-${two(day)} ${[hour, minute, second].map(two).join(":")}`;
}

/** Time left, to the second in the last hour. */
export function timeLeft(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return `${Math.floor(hours / 24)} days ${hours % 24} h`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min ${Math.floor(seconds % 60)} s`;
}

/** `putCreditVertical` as people write it. */
export const spokenName = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
