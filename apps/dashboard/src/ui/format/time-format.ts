/** How instants and spans of desk time are printed. Instants and spans are whole microseconds. */
const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const clock = new Intl.DateTimeFormat("en-US", {
  timeZone: "America/New_York",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const day = new Intl.DateTimeFormat("en-US", { timeZone: "America/New_York", weekday: "short" });
const date = new Intl.DateTimeFormat("en-CA", {
  timeZone: "America/New_York",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** New York wall time: `10:42:07`. */
export const time = (at: number): string => clock.format(at / 1000);

/** With its zone: `10:42:07 ET`. */
export const timeWithZone = (at: number): string => `${time(at)} ET`;

/** To the minute: `10:42`. */
export const shortTime = (at: number): string => time(at).slice(0, 5);

/** An execution's time to the millisecond: `10:42:07.318`. */
export const executionTime = (at: number): string =>
  `${time(at)}.${String(Math.floor(at / 1000) % 1000).padStart(3, "0")}`;

/** `Mon 09:30 ET`. */
export const dayAndTime = (at: number): string => `${day.format(at / 1000)} ${shortTime(at)} ET`;

/** The exchange's day: `2026-03-13`. */
export const isoDate = (at: number): string => date.format(at / 1000);

/** An age: `0.4s 12s 3m 1h05`. Below zero (a value from after the last beat) counts as none. */
export function age(micros: number): string {
  const span = Math.max(0, micros);
  if (span < 10 * SECOND) return `${(Math.floor(span / 100_000) / 10).toFixed(1)}s`;
  if (span < MINUTE) return `${Math.floor(span / SECOND)}s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)}m`;
  return `${Math.floor(span / HOUR)}h${twoDigits(Math.floor((span % HOUR) / MINUTE))}`;
}

/** A short span of wall time: `12 ms`. */
export const milliseconds = (ms: number): string => `${Math.round(ms)} ms`;

/** What is left: `5h17`, in the last hour `47:12`. */
export function countdown(micros: number): string {
  const span = Math.max(0, micros);
  if (span >= HOUR) return `${Math.floor(span / HOUR)}h${twoDigits(Math.floor((span % HOUR) / MINUTE))}`;
  return `${twoDigits(Math.floor(span / MINUTE))}:${twoDigits(Math.floor((span % MINUTE) / SECOND))}`;
}

/** What is left of something short: `5m left`, `42s left`. */
export const left = (micros: number): string =>
  `${age(Math.floor(Math.max(0, micros) / SECOND) * SECOND).replace(".0s", "s")} left`;

/** Desk seconds for each wall second: `1x`, `60x`, `full speed`. */
export const speed = (perWallSecond: number | null): string =>
  perWallSecond === null ? "full speed" : `${Number(perWallSecond.toFixed(1))}x`;

const twoDigits = (value: number): string => String(value).padStart(2, "0");
