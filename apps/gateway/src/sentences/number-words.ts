import { PARAMETER_SPECS, type ParameterName } from "@smart0dte/domain";

/** The numbers that decided, as they come with a code. */
export type Numbers = Readonly<Record<string, number | string>>;

const NOT_SAID = "?";

const CLOCK = new Intl.DateTimeFormat("en-GB", {
  timeZone: "America/New_York",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** `15:30:00 ET` of desk microseconds. */
export const clockEt = (micros: number): string => `${CLOCK.format(new Date(micros / 1000))} ET`;

/** `$612.00`, `-$87.00`, of ten-thousandths of a dollar. */
export function money(e4: number): string {
  const cents = Math.round(Math.abs(e4) / 100);
  const whole = Math.floor(cents / 100).toLocaleString("en-US");
  return `${e4 < 0 && cents > 0 ? "-" : ""}$${whole}.${String(cents % 100).padStart(2, "0")}`;
}

/** `0.60 cr`, `1.10 db`, of a package price in ten-thousandths (debit positive). */
export const packagePrice = (e4: number): string =>
  `${(Math.abs(e4) / 10_000).toFixed(2)} ${e4 < 0 ? "cr" : "db"}`;

/** The label of a parameter, any other name of the desk as words: `daily loss of the book`, `uncalibrated score`. */
export function nameWords(name: string): string {
  const label = Object.hasOwn(PARAMETER_SPECS, name) ? PARAMETER_SPECS[name as ParameterName].label : null;
  return (label ?? name.replace(/([a-z0-9])([A-Z])/g, "$1 $2")).toLowerCase();
}

/** Reads the numbers of a code; what was not said reads `?`, never 0. */
export function reader(numbers: Numbers) {
  const asNumber = (name: string, print: (value: number) => string): string => {
    const value = numbers[name];
    return typeof value === "number" ? print(value) : (value ?? NOT_SAID);
  };
  return {
    text: (name: string): string => String(numbers[name] ?? NOT_SAID),
    /** A name of the desk as words. */
    name: (name: string): string => nameWords(String(numbers[name] ?? NOT_SAID)),
    has: (name: string): boolean => numbers[name] !== undefined,
    money: (name: string): string => asNumber(name, money),
    /** A loss said without its sign. */
    loss: (name: string): string => asNumber(name, (value) => money(Math.abs(value))),
    dollars: (name: string): string => asNumber(name, (value) => money(value * 10_000)),
    package: (name: string): string => asNumber(name, packagePrice),
    clock: (name: string): string => asNumber(name, clockEt),
    percent: (name: string): string => asNumber(name, (value) => `${Math.round(value * 100)}%`),
    fixed: (name: string, digits: number): string => asNumber(name, (value) => value.toFixed(digits)),
  };
}

/** `0:12`, `4:05`, of seconds. */
export const minutesSeconds = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
