import {
  canonicalJson,
  InvariantError,
  RECORD_BYTES,
  type Decision,
  type DeskInput,
  type EpochMicros,
  type MarketBatch,
} from "@smart0dte/domain";
import type { JournalEntry } from "./journal-entry.ts";
import { RECORD_TYPES } from "./journal-format.ts";

/** Number and desk time of a market batch, before its records. */
export const MARKET_HEAD_BYTES = 16;

/** The type and text of an entry that is not a market batch. */
export function encodeEntry(entry: JournalEntry): { readonly type: number; readonly text: string } {
  switch (entry.kind) {
    case "input":
      return { type: RECORD_TYPES.input, text: canonicalJson(entry.input) };
    case "decision":
      return {
        type: RECORD_TYPES.decision,
        text: canonicalJson({ seq: entry.seq, decision: entry.decision }),
      };
    case "aside":
      return { type: RECORD_TYPES.aside, text: canonicalJson({ seq: entry.seq, body: entry.body }) };
  }
}

export function encodeMarket(payload: Buffer, { seq, at }: DeskInput, batch: MarketBatch): void {
  const bytes = batch.count * RECORD_BYTES;
  if (batch.bytes.length < bytes) throw new InvariantError("A market batch without all its records", { seq });
  payload.writeDoubleLE(seq, 0);
  payload.writeDoubleLE(at, 8);
  payload.set(batch.bytes.subarray(0, bytes), MARKET_HEAD_BYTES);
}

/** The entry of a record whose checksum holds; null for a mark. The entry keeps nothing of the payload's memory. */
export function decodeEntry(type: number, payload: Buffer): JournalEntry | null {
  switch (type) {
    case RECORD_TYPES.mark:
      return null;
    case RECORD_TYPES.market:
      return { kind: "input", input: decodeMarket(payload) };
    case RECORD_TYPES.input:
      return { kind: "input", input: JSON.parse(payload.toString("utf8")) as DeskInput };
    case RECORD_TYPES.decision: {
      const { seq, decision } = JSON.parse(payload.toString("utf8")) as { seq: number; decision: Decision };
      return { kind: "decision", seq, decision };
    }
    case RECORD_TYPES.aside: {
      const { seq, body } = JSON.parse(payload.toString("utf8")) as { seq: number; body: unknown };
      return { kind: "aside", seq, body };
    }
    default:
      throw new InvariantError("Unknown type of a whole journal record", { type });
  }
}

function decodeMarket(payload: Buffer): DeskInput {
  const bytes = new Uint8Array(payload.subarray(MARKET_HEAD_BYTES));
  return {
    seq: payload.readDoubleLE(0),
    at: payload.readDoubleLE(8) as EpochMicros,
    what: { kind: "market", batch: { count: bytes.length / RECORD_BYTES, bytes } },
  };
}
