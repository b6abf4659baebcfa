import { DbnError } from "./dbn-error.ts";

/** Writes text into a field of `size` bytes that ends with a NUL. Refuses what is not ASCII or does not fit. */
export function writeAscii(bytes: Uint8Array, text: string, { at, size, name }: AsciiField): void {
  if (text.length >= size) {
    throw new DbnError("notEncodable", `${name} has room for ${String(size - 1)} characters: ${text}`, at);
  }
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 0 || code > 0x7f) throw new DbnError("notEncodable", `${name} is not ASCII: ${text}`, at);
    bytes[at + i] = code;
  }
}

/** Where a text goes. */
export interface AsciiField {
  readonly at: number;
  readonly size: number;
  readonly name: string;
}
