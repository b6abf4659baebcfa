import { fieldText, type Field } from "./field-text.ts";

const LENGTH_BYTES = 4;

/** One frame: a big-endian length, then each field ended by NUL; what is not ASCII goes as `\uXXXX`. */
export function frameOf(fields: readonly Field[]): Buffer {
  const text = fields.map((field) => `${asciiOf(fieldText(field))}\0`).join("");
  const frame = Buffer.allocUnsafe(LENGTH_BYTES + text.length);
  frame.writeUInt32BE(text.length, 0);
  frame.write(text, LENGTH_BYTES, "latin1");
  return frame;
}

const asciiOf = (text: string): string =>
  text.replace(/[^\u0001-\u007e]/g, (letter) =>
    letter === "\0" ? "" : `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
