import { int } from "../field/field-kind.ts";
import { timestamp } from "../field/text-kind.ts";
import { StrictFault } from "../strict-fault.ts";
import { lengthFirst } from "./frame-bytes.ts";

/** The versions a client offers, and its options if it has any. */
export interface VersionOffer {
  readonly lowest: number;
  readonly highest: number;
  readonly connectOptions: string;
}

/** What a server answers to the offer. */
export interface ServerGreeting {
  readonly serverVersion: number;
  readonly connectionTime: string;
}

/** A connection's first four bytes: `API` and a NUL, without a length. */
export const API_MARK: Uint8Array = new TextEncoder().encode("API\0");

/** The mark and the offer `v100..193`, whose frame has a length but no NUL. */
export function offerBytes({ lowest, highest, connectOptions }: VersionOffer): Uint8Array {
  const range = lowest === highest ? `v${String(lowest)}` : `v${String(lowest)}..${String(highest)}`;
  const offer = connectOptions === "" ? range : `${range} ${connectOptions}`;
  const frame = lengthFirst(new TextEncoder().encode(offer));
  const bytes = new Uint8Array(API_MARK.length + frame.length);
  bytes.set(API_MARK);
  bytes.set(frame, API_MARK.length);
  return bytes;
}

/** Reads the offer's payload. */
export function readOffer(payload: Uint8Array): VersionOffer {
  const text = new TextDecoder().decode(payload);
  const match = /^v(\d{3})(?:\.\.(\d{3}))?(?: ([\x20-\x7e]+))?$/.exec(text);
  const [, low, high, connectOptions = ""] = match ?? [];
  const lowest = Number(low);
  const highest = high === undefined ? lowest : Number(high);
  if (match === null || lowest > highest) {
    throw new StrictFault({
      frame: "offer",
      field: "versions",
      position: 0,
      why: `${JSON.stringify(text)} is not vMIN..MAX`,
    });
  }
  return { lowest, highest, connectOptions };
}

/** Reads a server's first frame: its version and its time, no more. */
export function readGreeting(fields: readonly string[], offer: VersionOffer): ServerGreeting {
  const [versionText = "", connectionTime = "", ...left] = fields;
  const refuse = (field: string, position: number, why: string): never => {
    throw new StrictFault({ frame: "greeting", field, position, why });
  };
  const serverVersion = int.read(versionText);
  if (serverVersion === undefined) {
    return refuse("serverVersion", 0, `${JSON.stringify(versionText)} is not an int`);
  }
  if (serverVersion < offer.lowest || serverVersion > offer.highest) {
    return refuse("serverVersion", 0, `${versionText} was not offered`);
  }
  if (timestamp.read(connectionTime) === undefined) {
    return refuse("connectionTime", 1, `${JSON.stringify(connectionTime)} is not a time`);
  }
  if (left.length > 0) return refuse("end", 2, `${String(left.length)} field(s) left`);
  return { serverVersion, connectionTime };
}
