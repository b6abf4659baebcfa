import type { Metadata } from "../codec/metadata.ts";
import type { RecordCursor } from "../codec/record-cursor.ts";
import type { Schema } from "../codec/wire-ids.ts";

export type LiveState = "connecting" | "authenticated" | "streaming" | "waiting" | "stopped" | "failed";

export type GapCause = "disconnected" | "heartbeatLost" | "skipped" | "corrupt";

export interface StateEvent {
  readonly kind: "state";
  readonly state: LiveState;
  /** For people: the cause and, where one is known, the remedy. */
  readonly why: string | null;
  readonly sessionId: string | null;
  readonly retryInMs: number | null;
}

/**
 * Records are missing, or may be. From the event with `to: null` on, a quote of these schemas is not to be
 * traded on until a later one of its instrument has come; the event with `to` set only tells the interval.
 */
export interface GapEvent {
  readonly kind: "gap";
  readonly cause: GapCause;
  /** Null: all. */
  readonly schemas: readonly Schema[] | null;
  /** Null: all of this connection. */
  readonly instruments: readonly number[] | null;
  /** Nanoseconds since 1970 UTC, the newest seen before; null: nothing was seen. */
  readonly from: bigint | null;
  /** Nanoseconds since 1970 UTC, the first seen after; null while the gap is open. */
  readonly to: bigint | null;
}

export type LiveEvent =
  | StateEvent
  | GapEvent
  | { readonly kind: "error"; readonly code: number; readonly text: string; readonly fatal: boolean }
  | { readonly kind: "system"; readonly code: number; readonly text: string };

export interface LiveHandlers {
  /** Once per connection, before its records. */
  onMetadata?(metadata: Metadata): void;
  /**
   * Whole records, synchronously as they come, in the layout of version 3; the cursor is valid during the call only.
   * Symbol mappings, system and error records are among them, in order; what a replay after a reconnect repeats is not.
   */
  onRecords(cursor: RecordCursor): void;
  /** In order with `onRecords`: a gap is told before the records after it. */
  onEvent(event: LiveEvent): void;
  /**
   * The decompressed bytes as received, before `onRecords` of the same bytes: each connection's metadata, then whole
   * records, repeated ones too (`repeated`: nothing of them reaches `onRecords`). They are never written to again, so
   * they may be kept.
   */
  onRaw?(bytes: Uint8Array, what: "metadata" | "records", repeated: boolean): void;
}
