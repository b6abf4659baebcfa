import {
  armedUntil,
  unreachable,
  type Armed,
  type Arming,
  type Disarmed,
  type DisarmReason,
  type EpochMicros,
  type SessionStart,
} from "@smart0dte/domain";
import type { Denial } from "./denial.ts";

/** What can happen to the arming of an account. */
export type ArmingEvent =
  | { readonly kind: "arm"; readonly by: string; readonly account: string; readonly until: EpochMicros }
  | { readonly kind: "disarm"; readonly by: string; readonly why: DisarmReason }
  /** A person did something. */
  | { readonly kind: "act" }
  | { readonly kind: "time" };

export interface ArmingStep {
  readonly arming: Arming;
  /** What has changed; null where nothing has. */
  readonly said: Armed | Disarmed | null;
}

/** A live account begins disarmed, whatever the last run was. */
export const openArming = ({ accountKind, session }: SessionStart): Arming =>
  accountKind === "live" ? { kind: "disarmed", why: "start", since: session.open } : { kind: "notNeeded" };

/** What forbids opening: a live account that nobody has armed. */
export const armingDenial = (arming: Arming): Denial | null =>
  arming.kind === "disarmed"
    ? { code: "NOT_ARMED", numbers: { why: arming.why, since: arming.since } }
    : null;

/** One table of state and event: who may ask is judged before. Time has run out before anything else happens. */
export function stepArming(before: Arming, event: ArmingEvent, at: EpochMicros): ArmingStep | Denial {
  switch (event.kind) {
    case "time":
      return lapsed(before, at);
    case "act":
      return before.kind === "armed" ? same({ ...before, actedAt: at }) : same(before);
    case "disarm":
      return before.kind === "armed" ? disarmed(event, at) : same(before);
    case "arm":
      return arm(before, event, at);
    default:
      return unreachable(event);
  }
}

function arm(
  before: Arming,
  { by, account, until }: Extract<ArmingEvent, { kind: "arm" }>,
  at: EpochMicros,
): ArmingStep | Denial {
  switch (before.kind) {
    case "notNeeded":
      return { code: "NOT_LIVE", numbers: {} };
    case "armed":
      return { code: "ALREADY_ARMED", numbers: { by: before.by, until: before.until } };
    case "disarmed":
      return {
        arming: { kind: "armed", by, account, since: at, until, actedAt: at },
        said: { type: "armed", at, by, account, until },
      };
    default:
      return unreachable(before);
  }
}

function lapsed(before: Arming, at: EpochMicros): ArmingStep {
  if (before.kind !== "armed" || at < armedUntil(before)) return same(before);
  return disarmed({ by: null, why: at >= before.until ? "close" : "idle" }, at);
}

const disarmed = (
  { by, why }: { readonly by: string | null; readonly why: DisarmReason },
  at: EpochMicros,
): ArmingStep => ({
  arming: { kind: "disarmed", why, since: at },
  said: { type: "disarmed", at, by, why },
});

const same = (arming: Arming): ArmingStep => ({ arming, said: null });
