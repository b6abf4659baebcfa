/** Bytes as a gateway sends them, written from the layouts alone, without the encoder. */

export interface RecordFields {
  readonly instrumentId?: number;
  readonly publisherId?: number;
  readonly tsEvent?: bigint;
  readonly tsRecv?: bigint;
  /** The send time that each record of a stream with it ends with. */
  readonly tsOut?: bigint;
}

export const U64_MAX = 0xffff_ffff_ffff_ffffn;

export function metadataBytes(of: { version?: 1 | 2 | 3; tsOut?: boolean; start?: bigint } = {}): Uint8Array {
  const version = of.version ?? 3;
  const size = version === 1 ? 124 : 128;
  const bytes = new Uint8Array(8 + size);
  const view = new DataView(bytes.buffer);
  bytes.set([0x44, 0x42, 0x4e, version]);
  view.setUint32(4, size, true);
  putText(bytes, 8, "OPRA.PILLAR");
  view.setUint16(24, 0xffff, true);
  view.setBigUint64(26, of.start ?? 1_000n, true);
  view.setBigUint64(34, U64_MAX, true);
  const at = version === 1 ? 58 : 50;
  view.setUint8(at, 255);
  view.setUint8(at + 2, of.tsOut === true ? 1 : 0);
  if (version > 1) view.setUint16(53, 71, true);
  return bytes.subarray(0, version === 3 ? 136 : 8 + size);
}

export function quoteRecord(fields: RecordFields = {}, rtype = 0xb1): Uint8Array {
  const { bytes, view } = header(rtype, 80, fields);
  view.setBigUint64(32, fields.tsRecv ?? fields.tsEvent ?? 0n, true);
  view.setBigInt64(48, 1_000_000_000n, true);
  view.setBigInt64(56, 1_100_000_000n, true);
  return bytes;
}

export function tradeRecord(fields: RecordFields = {}): Uint8Array {
  const { bytes, view } = header(0x00, 48, fields);
  view.setBigUint64(32, fields.tsRecv ?? fields.tsEvent ?? 0n, true);
  bytes[28] = 0x54;
  return bytes;
}

export function definitionRecord(fields: RecordFields = {}): Uint8Array {
  const { bytes, view } = header(0x13, 520, fields);
  view.setBigUint64(16, fields.tsRecv ?? fields.tsEvent ?? 0n, true);
  return bytes;
}

export function errorRecord(
  text: string,
  { code, isLast, ...fields }: RecordFields & { code: number; isLast?: number },
): Uint8Array {
  const { bytes } = header(0x15, 320, fields);
  putText(bytes, 16, text);
  bytes[318] = code;
  bytes[319] = isLast ?? 1;
  return bytes;
}

export function systemRecord(text: string, { code, ...fields }: RecordFields & { code: number }): Uint8Array {
  const { bytes } = header(0x17, 320, fields);
  putText(bytes, 16, text);
  bytes[319] = code;
  return bytes;
}

/** Version 1: a text and nothing else. */
export function shortMessage(kind: "error" | "system", text: string): Uint8Array {
  const { bytes } = header(kind === "error" ? 0x15 : 0x17, 80, {});
  putText(bytes, 16, text);
  return bytes;
}

export function mappingRecord(symbol: string, instrumentId: number): Uint8Array {
  const { bytes } = header(0x16, 176, { instrumentId });
  putText(bytes, 89, symbol);
  return bytes;
}

/** A record of a type that nobody knows. */
export function strangeRecord(size: number, fields: RecordFields = {}): Uint8Array {
  return header(0xee, size, fields).bytes;
}

export function bytesOf(...parts: readonly (Uint8Array | string)[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts.map((part) => Buffer.from(part as Uint8Array))));
}

function header(rtype: number, size: number, fields: RecordFields): { bytes: Uint8Array; view: DataView } {
  const whole = fields.tsOut === undefined ? size : size + 8;
  const bytes = new Uint8Array(whole);
  const view = new DataView(bytes.buffer);
  bytes[0] = whole / 4;
  bytes[1] = rtype;
  view.setUint16(2, fields.publisherId ?? 30, true);
  view.setUint32(4, fields.instrumentId ?? 7, true);
  view.setBigUint64(8, fields.tsEvent ?? 0n, true);
  if (fields.tsOut !== undefined) view.setBigUint64(size, fields.tsOut, true);
  return { bytes, view };
}

function putText(bytes: Uint8Array, at: number, text: string): void {
  bytes.set(new TextEncoder().encode(text), at);
}
