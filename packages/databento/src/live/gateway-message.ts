import { errorCodeOf, systemCodeOf } from "../codec/message-codes.ts";
import { RTYPES, SCHEMA_IDS, type Schema } from "../codec/wire-ids.ts";
import { cstrAt } from "./record-bytes.ts";

/** What the gateway says between the records. `last`: no further part of this text follows. */
export interface GatewayMessage {
  readonly kind: "error" | "system";
  readonly code: number;
  readonly text: string;
  readonly last: boolean;
}

/** Code where the gateway gives none. */
export const UNSET = 255;

/** Reads an error or system record in the layout of its stream's version. */
export function gatewayMessage(bytes: Uint8Array, at: number, version: number): GatewayMessage {
  const kind = bytes[at + 1] === RTYPES.error ? "error" : "system";
  if (version === 1) {
    const text = cstrAt(bytes, at + 16, 64);
    return { kind, text, code: codeOfText(kind, text), last: true };
  }
  const text = cstrAt(bytes, at + 16, kind === "error" ? 302 : 303);
  const told = bytes[at + (kind === "error" ? 318 : 319)] ?? UNSET;
  const code = told === UNSET ? codeOfText(kind, text) : told;
  return { kind, text, code, last: kind === "system" || bytes[at + 319] !== 0 };
}

/** The schemas a text names; null when it names none. */
export function schemasIn(text: string): readonly Schema[] | null {
  const words = new Set(text.toLowerCase().match(/[a-z0-9]+(?:-[a-z0-9]+)*/g));
  const named = SCHEMAS.filter((schema) => words.has(schema));
  return named.length === 0 ? null : named;
}

// the keys of a literal table are its names
const SCHEMAS = Object.keys(SCHEMA_IDS) as Schema[];

function codeOfText(kind: GatewayMessage["kind"], text: string): number {
  return kind === "error" ? errorCodeOf(text) : systemCodeOf(text);
}
