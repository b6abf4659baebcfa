/** What was wrong, stable to match on. */
export type DbnErrorCode =
  "notDbn" | "dbz" | "badVersion" | "badMetadata" | "badRecord" | "badZstd" | "tooLarge" | "notEncodable";

/** A refusal of bytes or values. `offset` counts bytes from the start of the decompressed stream. */
export class DbnError extends Error {
  override readonly name = "DbnError";
  readonly code: DbnErrorCode;
  readonly offset: number;

  constructor(code: DbnErrorCode, message: string, offset: number) {
    super(`${message} (byte ${String(offset)})`);
    this.code = code;
    this.offset = offset;
  }
}

/**
 * The stream ended in the middle of something: an interrupted download looks like this.
 * `offset` is where the unfinished thing begins, `bytes` how much of it came.
 * "frame": all that was told is whole, but the Zstandard frame that follows or is around it is not.
 */
export interface Truncation {
  readonly offset: number;
  readonly bytes: number;
  readonly inside: "prelude" | "metadata" | "record" | "frame";
}
