/** Faults of the broker itself that wait for their occasion; each is armed for so many times. */
export const MISCHIEFS = [
  "lostAck",
  "halfPackage",
  "rejectAfterPartial",
  "fillAfterCancel",
  "malformedReject",
  "expiryRefusal",
  "declineWhatIf",
  "noBagDetails",
  "idsBack",
] as const;
export type MischiefKind = (typeof MISCHIEFS)[number];

export class Mischief {
  readonly #armed = new Map<MischiefKind, number>();

  arm(kind: MischiefKind, times: number): void {
    this.#armed.set(kind, (this.#armed.get(kind) ?? 0) + times);
  }

  isArmed(kind: MischiefKind): boolean {
    return (this.#armed.get(kind) ?? 0) > 0;
  }

  /** True once for each time that it was armed. */
  take(kind: MischiefKind): boolean {
    const left = this.#armed.get(kind) ?? 0;
    if (left === 0) return false;
    this.#armed.set(kind, left - 1);
    return true;
  }
}
