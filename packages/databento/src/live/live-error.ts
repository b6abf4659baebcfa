export type LiveErrorCode = "badKey" | "badOption" | "badSubscription" | "startWhileRunning" | "badState";

/** What a caller of the live client did wrong. Its text never holds the key. */
export class LiveError extends Error {
  override readonly name = "LiveError";
  readonly code: LiveErrorCode;

  constructor(code: LiveErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
