/** What goes wrong between gateway and clients right now; moments in milliseconds of monotonic time. */
export class Weather {
  frozenUntil = 0;
  slowUntil = 0;
  slowMs = 0;
  duplicateUntil = 0;
  reorderUntil = 0;
  /** Messages that still go out before every connection breaks; null for no end. */
  messagesLeft: number | null = null;
  dropAtOrder: "beforeSend" | "afterSend" | null = null;
  /** Breaks every connection once no message is left. */
  onLast: (() => void) | null = null;

  isFrozen(nowMs: number): boolean {
    return nowMs < this.frozenUntil;
  }

  delayOf(nowMs: number): number {
    return nowMs < this.slowUntil ? this.slowMs : 0;
  }
}
