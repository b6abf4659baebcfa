import type { WireField, WireLayout } from "./wire-layouts.ts";

/** A value as the reference output prints it: 64-bit numbers as text, an unset character as null. */
export type WireValue = number | string | null | readonly Readonly<Record<string, number | string | null>>[];

/** A record in the reference output's shape. */
export type WireObject = Readonly<Record<string, WireValue>>;

/** Reads a whole record at its first byte; nothing is judged. */
export function readRecord(view: DataView, at: number, layout: WireLayout): WireObject {
  const record: Record<string, WireValue> = {
    length: view.getUint8(at),
    rtype: view.getUint8(at + 1),
    publisher_id: view.getUint16(at + 2, true),
    instrument_id: view.getUint32(at + 4, true),
    ts_event: String(view.getBigUint64(at + 8, true)),
    ...readFields(view, at, layout.fields),
  };
  if (layout.levels.length > 0) record["levels"] = layout.levels.map((level) => readFields(view, at, level));
  return record;
}

function readFields(
  view: DataView,
  at: number,
  fields: readonly WireField[],
): Record<string, number | string | null> {
  const read: Record<string, number | string | null> = {};
  for (const field of fields)
    if (field.type !== "pad") read[field.name] = readField(view, at + field.at, field);
  return read;
}

function readField(view: DataView, at: number, { type, size }: WireField): number | string | null {
  switch (type) {
    case "u8":
      return view.getUint8(at);
    case "u16":
      return view.getUint16(at, true);
    case "u32":
      return view.getUint32(at, true);
    case "u64":
      return String(view.getBigUint64(at, true));
    case "i8":
      return view.getInt8(at);
    case "i16":
      return view.getInt16(at, true);
    case "i32":
      return view.getInt32(at, true);
    case "i64":
      return String(view.getBigInt64(at, true));
    case "char": {
      const code = view.getUint8(at);
      return code === 0 ? null : String.fromCharCode(code);
    }
    case "cstr":
      return readText(view, at, size);
    case "pad":
      return null;
  }
}

/** Up to the first NUL, or all of it; a byte that is not ASCII as the letter of its number. */
export function readText(view: DataView, at: number, size: number): string {
  let text = "";
  for (let n = at; n < at + size; n += 1) {
    const code = view.getUint8(n);
    if (code === 0) break;
    text += String.fromCharCode(code);
  }
  return text;
}

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
