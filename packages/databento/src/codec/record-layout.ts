/** How bytes of a field are read. "char" is one byte, "cstr" NUL-padded text, "pad" reserved. */
export type FieldType =
  | "u8"
  | "i8"
  | "u16"
  | "i16"
  | "u32"
  | "i32"
  | "u64"
  | "i64"
  | "char"
  | "cstr"
  | "pad"
  | "quotes"
  | "consolidated";

/** Offset from the record's (or level's) first byte, the specification's name, type, and size in bytes. */
export type Field = readonly [offset: number, name: string, type: FieldType, size: number];

/** Fields of one struct in the order of their bytes; the 16 bytes of header stand before them. */
export type Layout = readonly Field[];

/** Bytes of the header that every record begins with. */
export const HEADER_SIZE = 16;

/** Bytes of the gateway's send time at the end of each record of a stream that has it. */
export const TS_OUT_SIZE = 8;

/** Bytes of one level of either book. */
export const LEVEL_SIZE = 32;

/** Whether a field is told to people: what begins with an underscore is reserved. */
export function isTold(field: Field): boolean {
  return field[2] !== "pad" && !field[1].startsWith("_");
}

/** The specification's name as a property of this package. */
export function camelName(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** A whole struct's bytes, header included, without the send time. */
export function layoutSize(layout: Layout): number {
  const last = layout.at(-1);
  return last === undefined ? HEADER_SIZE : last[0] + last[3];
}
