import type { StrictValue } from "../strict-record.ts";

/** One kind of field: how its text reads, and how a value of it is written. */
export interface FieldKind<Value extends StrictValue = StrictValue> {
  readonly label: string;
  /** Undefined when the text is not of the kind. */
  read(text: string): Value | undefined;
  /** Undefined when the value is not of the kind. */
  write(value: StrictValue): string | undefined;
  /** What is written where nothing was said. */
  readonly blank: Value;
}

const WHOLE = /^(0|-?[1-9]\d*)$/;
const DOUBLE = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

const UNSET_INT = 2_147_483_647;

/** From here on a double means "unset": the marker is written in several ways. */
const UNSET_DOUBLE_FROM = 1e307;

const UNSET_DECIMALS = new Set([
  "",
  "2147483647",
  "9223372036854775807",
  "-9223372036854775808",
  "1.7976931348623157E308",
]);

/** A whole number, as permId and conId too large for 32 bits; the unset marker is not one. */
export const int: FieldKind<number> = {
  label: "int",
  read: (text) => {
    const value = WHOLE.test(text) ? Number(text) : Number.NaN;
    return Number.isSafeInteger(value) && value !== UNSET_INT ? value : undefined;
  },
  write: (value) => (Number.isSafeInteger(value) ? String(value) : undefined),
  blank: 0,
};

/** A whole number, "" or 2147483647, which both mean unset. */
export const unsetInt: FieldKind<number | null> = {
  label: "unset int",
  read: (text) => (text === "" || text === String(UNSET_INT) ? null : int.read(text)),
  write: (value) => (value === null ? "" : int.write(value)),
  blank: null,
};

const UNSET_LONG = "9223372036854775807";

/** A permanent id that may be unset, as a 32-bit or a 64-bit whole number. */
export const unsetLong: FieldKind<number | null> = {
  label: "unset long",
  read: (text) => (text === UNSET_LONG ? null : unsetInt.read(text)),
  write: (value) => unsetInt.write(value),
  blank: null,
};

/** A finite number that is set. */
export const double: FieldKind<number> = {
  label: "double",
  read: (text) => {
    const value = DOUBLE.test(text) ? Number(text) : Number.NaN;
    return Math.abs(value) < UNSET_DOUBLE_FROM ? value : undefined;
  },
  write: (value) =>
    typeof value === "number" && Math.abs(value) < UNSET_DOUBLE_FROM ? String(value) : undefined,
  blank: 0,
};

/** A number, "" or the largest double, which both mean unset. */
export const unsetDouble: FieldKind<number | null> = {
  label: "unset double",
  read: (text) => {
    if (text === "") return null;
    if (!DOUBLE.test(text)) return undefined;
    return Number(text) >= UNSET_DOUBLE_FROM ? null : double.read(text);
  },
  write: (value) => (value === null ? "" : double.write(value)),
  blank: null,
};

/** An unset double that may also be "Infinity": compete up to the middle. */
export const competeOffset: FieldKind<number | null> = {
  label: "unset double or Infinity",
  read: (text) => (text === "Infinity" ? Number.POSITIVE_INFINITY : unsetDouble.read(text)),
  write: (value) => (value === Number.POSITIVE_INFINITY ? "Infinity" : unsetDouble.write(value)),
  blank: null,
};

/** A size: digits and a point, never an exponent. */
export const decimal: FieldKind<number> = {
  label: "decimal",
  read: (text) => (DECIMAL.test(text) && !UNSET_DECIMALS.has(text) ? Number(text) : undefined),
  write: (value) => {
    const text = double.write(value);
    return text !== undefined && DECIMAL.test(text) ? text : undefined;
  },
  blank: 0,
};

/** A size, or one of the marks for none. */
export const unsetDecimal: FieldKind<number | null> = {
  label: "unset decimal",
  read: (text) => (UNSET_DECIMALS.has(text) ? null : decimal.read(text)),
  write: (value) => (value === null ? "" : decimal.write(value)),
  blank: null,
};

export const bool: FieldKind<boolean> = {
  label: 'bool "0" or "1"',
  read: (text) => (text === "1" ? true : text === "0" ? false : undefined),
  write: (value) => (typeof value === "boolean" ? (value ? "1" : "0") : undefined),
  blank: false,
};

/** The same, and "" for a parameter the sender left out. */
export function optional<Value extends StrictValue>(kind: FieldKind<Value>): FieldKind<Value | null> {
  return {
    label: `${kind.label} or blank`,
    read: (text) => (text === "" ? null : kind.read(text)),
    write: (value) => (value === null ? "" : kind.write(value)),
    blank: null,
  };
}

/** One number and no other: the version of a message. */
export function exactly(number: number): FieldKind<number> {
  const text = String(number);
  return {
    label: `exactly ${text}`,
    read: (read) => (read === text ? number : undefined),
    write: (value) => (value === number ? text : undefined),
    blank: number,
  };
}

/** A whole number of a range, both ends within. */
export function intFrom(lowest: number, highest: number): FieldKind<number> {
  const within = (value: number | undefined): value is number =>
    value !== undefined && value >= lowest && value <= highest;
  return {
    label: `int from ${String(lowest)} to ${String(highest)}`,
    read: (text) => {
      const value = int.read(text);
      return within(value) ? value : undefined;
    },
    write: (value) => (typeof value === "number" && within(value) ? int.write(value) : undefined),
    blank: lowest,
  };
}
