import type { Armed, Disarmed, DisarmReason } from "@smart0dte/domain";
import { clockEt } from "./number-words.ts";

const DISARMED: Readonly<Record<DisarmReason, string>> = {
  start: "Nobody has armed it in this session.",
  restart: "The desk was started again.",
  person: "A person disarmed it.",
  idle: "Nobody did anything for 15 minutes.",
  close: "The session is over.",
  signedOut: "Whoever armed it is signed out.",
  account: "Another account answered at the broker.",
};

/** Why a live account is disarmed. */
export const disarmedSentence = (why: DisarmReason): string => DISARMED[why];

export const armedEvent = ({ by, account, until }: Armed): string =>
  `LIVE ARMED by ${by}: account ${account}, until ${clockEt(until)}. Automation is OFF.`;

export const disarmedEvent = ({ by, why }: Disarmed): string =>
  `LIVE DISARMED${by === null || why !== "person" ? "" : ` by ${by}`}. ${disarmedSentence(why)} Nothing opens; exits go on.`;
