import type { TwsHeard } from "./tws-heard.ts";
import type { TwsSay } from "./tws-say.ts";

/** Which Trader Workstation or Gateway to call, and as whom. */
export interface TwsAddress {
  readonly host: string;
  readonly port: number;
  readonly clientId: number;
}

/**
 * One connection's speech, in our own words; whether text or protobuf travels is its own matter.
 *
 * Promises: `hear` is never called from within `say`, and never after `close`. It calls `hear` with `opened` once at
 * most and with `closed` last. It never connects a second time: a new connection is a new codec. What it cannot
 * read it says as `unreadable`; it never throws into the socket.
 */
export interface TwsCodec {
  say(words: TwsSay): void;
  close(): void;
}

export type OpenTwsCodec = (address: TwsAddress, hear: (heard: TwsHeard) => void) => TwsCodec;
