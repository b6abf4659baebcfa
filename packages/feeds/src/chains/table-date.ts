import {
  epochMicros,
  EXCHANGE_ZONE,
  isCivilDate,
  zonedToEpochMicros,
  type CivilDate,
  type EpochMicros,
} from "@smart0dte/domain";

/**
 * Reads the date line of a quote table, which is written in the language of the browser that asked for it:
 * `September 14, 2023 at 4:31 PM EDT`, `12 de enero de 2026, 13:36 GMT-5`.
 *
 * Null where it is not understood for certain: a month only in figures, a zone that is not known.
 */
export function parseTableDate(text: string): EpochMicros | null {
  const plain = text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/\s+/g, " ").trim().toLowerCase();
  const time = /(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([ap])\.? ?m\.?(?![a-z]))?/.exec(plain);
  if (time === null) return null;
  const date = dateOf(plain.slice(0, time.index));
  const [whole, hours = "", minutes = "", seconds = "0", half] = time;
  const hour = hourOf(Number(hours), half);
  const [minute, second] = [Number(minutes), Number(seconds)];
  if (date === null || hour === null || minute > 59 || second > 59) return null;
  return instantOf({ ...date, hour, minute, second }, plain.slice(time.index + whole.length).trim());
}

/** By three letters or more, as browsers write them in English, Spanish, Portuguese, French, German and Italian. */
const MONTHS = [
  ["january", "enero", "janeiro", "janvier", "januar", "gennaio"],
  ["february", "febrero", "fevereiro", "fevrier", "februar", "febbraio"],
  ["march", "marzo", "marco", "mars", "marz"],
  ["april", "abril", "avril", "aprile"],
  ["may", "mayo", "maio", "mai", "maggio"],
  ["june", "junio", "junho", "juin", "juni", "giugno"],
  ["july", "julio", "julho", "juillet", "juli", "luglio"],
  ["august", "agosto", "aout"],
  ["september", "septiembre", "setiembre", "setembro", "septembre", "settembre"],
  ["october", "octubre", "outubro", "octobre", "oktober", "ottobre"],
  ["november", "noviembre", "novembro", "novembre"],
  ["december", "diciembre", "dezembro", "decembre", "dezember", "dicembre"],
] as const;
const FEWEST_LETTERS = 3;

function dateOf(text: string): CivilDate | null {
  const words: readonly string[] = text.match(/[a-z]+|\d+/g) ?? [];
  const months = words.flatMap((word) => monthOf(word));
  const years = words.filter((word) => /^\d{4}$/.test(word)).map(Number);
  const days = words.filter((word) => /^\d{1,2}$/.test(word)).map(Number);
  const [month, year, day] = [months[0], years[0], days[0]];
  if (month === undefined || year === undefined || day === undefined) return null;
  if (months.length > 1 || years.length > 1 || days.length > 1) return null;
  return isCivilDate({ year, month, day }) ? { year, month, day } : null;
}

function monthOf(word: string): readonly number[] {
  if (word.length < FEWEST_LETTERS) return [];
  const found = MONTHS.findIndex((names) => names.some((name) => name.startsWith(word)));
  return found < 0 ? [] : [found + 1];
}

function hourOf(written: number, half: string | undefined): number | null {
  if (half === undefined) return written <= 23 ? written : null;
  if (written < 1 || written > 12) return null;
  return (written % 12) + (half === "p" ? 12 : 0);
}

/** Hours ahead of UTC. */
const ZONES: Readonly<Record<string, number>> = {
  edt: -4,
  est: -5,
  cdt: -5,
  cst: -6,
  mdt: -6,
  mst: -7,
  pdt: -7,
  pst: -8,
  gmt: 0,
  utc: 0,
};

function instantOf(local: Parameters<typeof zonedToEpochMicros>[1], zone: string): EpochMicros | null {
  if (zone === "et") {
    const at = zonedToEpochMicros(EXCHANGE_ZONE, local);
    return at.ok ? at.value : null;
  }
  const offset = offsetHours(zone);
  if (offset === null) return null;
  const { year, month, day, hour, minute, second } = local;
  return epochMicros((Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - offset * 3600) * 1e6);
}

function offsetHours(zone: string): number | null {
  const named = ZONES[zone];
  if (named !== undefined) return named;
  const stated = /^(?:gmt|utc) ?([+\-\u2212])(\d{1,2})(?::([0-5]\d))?$/.exec(zone);
  if (stated === null) return null;
  const hours = Number(stated[2]) + Number(stated[3] ?? "0") / 60;
  if (hours > 14) return null;
  return stated[1] === "+" ? hours : -hours;
}
