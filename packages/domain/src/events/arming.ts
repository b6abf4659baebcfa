import { MICROS_PER_MINUTE, type EpochMicros } from "../units.ts";

/** Whose money an account holds. Told apart by account and port together, by the broker's adapter. */
export type AccountKind = "paper" | "live";

/** Why a live account may not be given openings. `start`: nobody has armed it in this run. */
export const DISARM_REASONS = [
  "start",
  "restart",
  "person",
  "idle",
  "close",
  "signedOut",
  "account",
] as const;
export type DisarmReason = (typeof DISARM_REASONS)[number];

/** Whether openings may go to a live account. Exits, cancels and flattening never ask. */
export type Arming =
  /** A paper account, or the desk's own paper broker. */
  | { readonly kind: "notNeeded" }
  | { readonly kind: "disarmed"; readonly why: DisarmReason; readonly since: EpochMicros }
  | {
      readonly kind: "armed";
      readonly by: string;
      readonly account: string;
      readonly since: EpochMicros;
      /** Ends then in any case. */
      readonly until: EpochMicros;
      /** When a person last did something. */
      readonly actedAt: EpochMicros;
    };

/** Without a person's act for so long, an armed account is disarmed; microseconds. */
export const ARMED_IDLE_MICROS = 15 * MICROS_PER_MINUTE;

/** The moment at which an armed account is disarmed unless somebody acts. */
export const armedUntil = ({ actedAt, until }: Extract<Arming, { kind: "armed" }>): EpochMicros =>
  Math.min(until, actedAt + ARMED_IDLE_MICROS) as EpochMicros;

export interface Armed {
  readonly type: "armed";
  readonly at: EpochMicros;
  readonly by: string;
  readonly account: string;
  readonly until: EpochMicros;
}

export interface Disarmed {
  readonly type: "disarmed";
  readonly at: EpochMicros;
  /** Null where nobody did it: time ran out. */
  readonly by: string | null;
  readonly why: DisarmReason;
}
