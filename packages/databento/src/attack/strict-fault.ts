/** The first byte that is not as version 3 says. */
export class StrictFault extends Error {
  override readonly name = "StrictFault";
  /** From the start of the decompressed stream. */
  readonly offset: number;

  constructor(offset: number, problem: string) {
    super(`${problem}, at byte ${String(offset)}`);
    this.offset = offset;
  }
}

/** Refuses a text that is not ASCII, not ended by a NUL inside its place, or not filled with NULs behind it. */
export function requireText(view: DataView, at: number, size: number): void {
  let ended = -1;
  for (let n = at; n < at + size; n += 1) {
    const code = view.getUint8(n);
    if (code >= 0x80) throw new StrictFault(n, "a text that is not ASCII");
    if (code === 0 && ended < 0) ended = n;
    if (code !== 0 && ended >= 0) throw new StrictFault(n, "a text with something behind its end");
  }
  if (ended < 0) throw new StrictFault(at + size - 1, "a text without an end");
}

export function requireZero(view: DataView, at: number, size: number): void {
  for (let n = at; n < at + size; n += 1)
    if (view.getUint8(n) !== 0) throw new StrictFault(n, "a reserved byte that is not zero");
}
