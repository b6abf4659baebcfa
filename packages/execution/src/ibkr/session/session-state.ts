/** Whether TWS reaches the broker's servers: between 1100 and 1101 or 1102 it does not. */
export type BrokerLink = "up" | "down";

/** A sign of life, and the question for one that has no answer yet. */
export interface Beat {
  readonly heardAt: number;
  readonly askedAt: number | null;
}

/**
 * Where the connection stands. Orders go out in `ready` alone.
 *
 * `synchronising`: connected, and what the broker holds is not known, or not agreed with.
 */
export type SessionState =
  | { readonly state: "disconnected" }
  | { readonly state: "connecting"; readonly since: number; readonly attempt: number }
  | {
      readonly state: "handshaking";
      readonly since: number;
      readonly attempt: number;
      readonly isAccountGood: boolean;
      readonly hasId: boolean;
    }
  | {
      readonly state: "synchronising";
      readonly since: number;
      readonly link: BrokerLink;
      readonly beat: Beat;
      /** When to ask again; null while a snapshot is under way. */
      readonly retryAt: number | null;
      /** New doubt came up while the snapshot was under way: it does not count. */
      readonly again: boolean;
    }
  | { readonly state: "ready"; readonly since: number; readonly beat: Beat }
  | { readonly state: "halfOpen"; readonly since: number; readonly link: BrokerLink }
  | {
      readonly state: "backingOff";
      readonly since: number;
      readonly until: number;
      readonly attempt: number;
      readonly why: string;
    }
  | { readonly state: "nightlyReset"; readonly since: number; readonly until: number; readonly name: string }
  /** The broker, or we, said no. Null: nothing but a person's start tries again. */
  | {
      readonly state: "refused";
      readonly since: number;
      readonly until: number | null;
      readonly code: number | null;
      readonly why: string;
    };

export const DISCONNECTED: SessionState = { state: "disconnected" };

export interface Moment {
  /** Milliseconds that never go back. */
  readonly at: number;
  /** 0 to 1, for the jitter of what follows. */
  readonly chance: number;
  /** The broker's servers are being reset. */
  readonly reset: string | null;
}

export type SessionInput = Moment &
  (
    | { readonly kind: "start" | "stop" | "tick" | "opened" | "life" | "synchronised" }
    | { readonly kind: "nextValidId" }
    /** `broken`: what came cannot be read, so that the connection is given up. */
    | { readonly kind: "closed" | "doubt" | "unsynchronised" | "broken"; readonly why: string }
    /** Null: the account is the one wanted, and of the wanted kind. A problem may be about the server itself too. */
    | { readonly kind: "accounts"; readonly problem: string | null }
    | { readonly kind: "notice"; readonly code: number; readonly text: string }
  );

/** `drop` ends the connection for good: the next one is a new object. */
export type SessionEffect = "open" | "drop" | "probe" | "synchronise";
