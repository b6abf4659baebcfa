import type { DeskFrame } from "@smart0dte/domain";
import type { Beat } from "../contract/index.ts";

export interface BeatFacts {
  /** Milliseconds since 1970 UTC. */
  readonly wallNow: number;
  readonly gatewayDelayMs: number;
}

export const beatMessage = (
  { deskNow, speed, seq, phase, loopDelayMs }: Extract<DeskFrame, { kind: "beat" }>,
  { wallNow, gatewayDelayMs }: BeatFacts,
): Beat => ({
  type: "beat",
  deskNow,
  wallNow,
  speed: speed === "max" ? null : speed,
  seq,
  phase,
  loopDelayMs: { trading: loopDelayMs, gateway: gatewayDelayMs },
});
