import { BadInputError, localTimeOf, epochMicros } from "@smart0dte/domain";
import type { ResetWindow } from "@smart0dte/execution/ibkr";

/**
 * When the broker is away in the ordinary way, New York: its server reset of every night with the restart that TWS
 * does by itself before it, the longer one of the weekend, and the login that it wants from a person once a week.
 */
export const USUAL_WINDOWS =
  "sat-thu 23:45-01:45 nightly reset; fri 23:00-03:00 weekend reset; sun 01:00-18:00 weekly login";

const OPTION = "--tws-reset-windows";
const HINT = `Write it as "${USUAL_WINDOWS}", a zone like Europe/Berlin before the name, or none.`;
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const NEW_YORK = "America/New_York";
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Reads the windows that {@link USUAL_WINDOWS} shows how to write; days are those on which one begins. */
export function parseResetWindows(text: string | undefined): readonly ResetWindow[] {
  if (text === "none") return [];
  return (text ?? USUAL_WINDOWS).split(";").map((part) => windowOf(part.trim()));
}

function windowOf(text: string): ResetWindow {
  const [days = "", hours = "", ...rest] = text.split(/\s+/);
  const [from = "", to = "", ...more] = hours.split("-");
  if (!CLOCK.test(from) || !CLOCK.test(to) || from === to || more.length > 0)
    throw refused(text, `${hours === "" ? "nothing" : hours} is not HH:MM-HH:MM`);
  const zone = rest[0]?.includes("/") === true ? rest.shift() : NEW_YORK;
  if (zone === undefined || !localTimeOf(zone, epochMicros(0)).ok)
    throw refused(text, `${String(zone)} is no time zone`);
  const name = rest.join(" ");
  if (name === "") throw refused(text, "it has no name");
  return { name, zone, days: daysOf(days, text), from, to };
}

/** `daily`, `sat-thu` (over the end of the week too) or `mon,wed`. */
function daysOf(text: string, whole: string): readonly number[] {
  if (text === "daily") return DAYS.map((_, day) => day);
  return text.split(",").flatMap((part) => {
    const [first = "", last = first, ...more] = part.split("-");
    const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
    if (from < 0 || to < 0 || more.length > 0) throw refused(whole, `${part} is no day of the week`);
    const length = ((to - from + DAYS.length) % DAYS.length) + 1;
    return Array.from({ length }, (_, n) => (from + n) % DAYS.length);
  });
}

const refused = (text: string, why: string): BadInputError =>
  new BadInputError(`${OPTION} "${text}": ${why}. ${HINT}`);
