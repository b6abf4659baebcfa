import type { FieldKind } from "./field-kind.ts";

// line ends and tabs occur in order messages; anything else below a space does not
const ASCII7 = /^[\t\n\r\x20-\x7e]*$/;
const ESCAPES = /\\u([0-9a-fA-F]{4})/g;
const BROKEN_ESCAPE = /\\u(?![0-9a-fA-F]{4})/;

/** Any text of 7-bit characters; what is escaped stays escaped. */
export const text: FieldKind<string> = {
  label: "ASCII7 text",
  read: (raw) => (ASCII7.test(raw) ? raw : undefined),
  write: (value) => (typeof value === "string" && ASCII7.test(value) ? value : undefined),
  blank: "",
};

/** Text that must say something. */
export const someText: FieldKind<string> = {
  ...text,
  label: "ASCII7 text, not blank",
  read: (raw) => (raw === "" ? undefined : text.read(raw)),
  blank: "?",
};

/** A field that must be empty. */
export const blankText: FieldKind<string> = {
  label: "blank",
  read: (raw) => (raw === "" ? "" : undefined),
  write: (value) => (value === "" ? "" : undefined),
  blank: "",
};

/** Text whose other characters come as `\uXXXX`; read without the escapes. */
export const escapedText: FieldKind<string> = {
  label: "ASCII7 text with \\uXXXX escapes",
  read: (raw) =>
    ASCII7.test(raw) && !BROKEN_ESCAPE.test(raw)
      ? raw.replace(ESCAPES, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      : undefined,
  write: (value) => (typeof value === "string" ? escape(value) : undefined),
  blank: "",
};

/** One of a closed list; the first is the blank. */
export function choice(...options: readonly [string, ...string[]]): FieldKind<string> {
  const known = new Set(options);
  return {
    label: `one of ${options.map((option) => JSON.stringify(option)).join(" ")}`,
    read: (raw) => (known.has(raw) ? raw : undefined),
    write: (value) => (typeof value === "string" && known.has(value) ? value : undefined),
    blank: options[0],
  };
}

function shaped(label: string, shape: RegExp, blank: string): FieldKind<string> {
  return {
    label,
    read: (raw) => (shape.test(raw) ? raw : undefined),
    write: (value) => (typeof value === "string" && shape.test(value) ? value : undefined),
    blank,
  };
}

/** `20261122 09:30:00 US/Eastern`; one or two spaces or a hyphen, the zone's name may be long. */
export const timestamp = shaped(
  "time YYYYMMDD HH:MM:SS [zone]",
  /^\d{8}(-| {1,2})([01]\d|2[0-3]):[0-5]\d:[0-5]\d( [A-Za-z][A-Za-z0-9/_+\- ]*)?$/,
  "20261122 09:30:00 US/Eastern",
);

/** `09:30`. */
export const clock = shaped("time HH:MM", /^([01]\d|2[0-3]):[0-5]\d$/, "09:30");

/** `20261122`, a month `202611`, or nothing. */
export const expiry = shaped("date YYYYMMDD, month YYYYMM or blank", /^(\d{6}(\d{2})?)?$/, "");

/** `20261122` or nothing. */
export const date = shaped("date YYYYMMDD or blank", /^(\d{8})?$/, "");

/** `20261122`, which must be there. */
export const someDate = shaped("date YYYYMMDD", /^\d{8}$/, "20261122");

/** A contract's last trade: a date, a date with time and zone, or nothing. */
export const lastTrade: FieldKind<string> = {
  ...timestamp,
  label: "date YYYYMMDD, with time and zone, or blank",
  read: (raw) => date.read(raw) ?? timestamp.read(raw),
  write: (value) => date.write(value) ?? timestamp.write(value),
  blank: "",
};

/** When a bar began: a date, a time, or seconds since 1970. */
export const barTime: FieldKind<string> = {
  ...timestamp,
  label: "bar time: date, time or epoch seconds",
  read: (raw) => (/^\d{8,10}$/.test(raw) ? raw : timestamp.read(raw)),
  write: (value) => (typeof value === "string" && /^\d{8,10}$/.test(value) ? value : timestamp.write(value)),
};

function escape(value: string): string {
  // everything outside printable ASCII, one UTF-16 unit at a time
  return value.replace(
    /[^\t\n\r\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
