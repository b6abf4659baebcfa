import type { NoTradeCode } from "@smart0dte/domain";
import { reader, type Numbers } from "./number-words.ts";

type Reader = ReturnType<typeof reader>;

/** Why a signal led to no plan, with the numbers that decided. */
export const noTradeSentence = (code: NoTradeCode, numbers: Numbers): string =>
  NO_TRADES[code](reader(numbers));

const NO_TRADES: Readonly<Record<NoTradeCode, (read: Reader) => string>> = {
  confidenceBelowThreshold: (read) =>
    `Confidence ${read.percent("confidence")} is below ${read.percent("threshold")} (${read.name("basis")}). No plan. The threshold is a parameter.`,
  noDirection: () =>
    "The signal points nowhere and no neutral structure is offered. No plan. Wait for the next signal.",
  regimeEmergency: () => "The regime is EMERGENCY. Nothing opens until it is over.",
  noChain: () => "There is no option chain of today. No plan. Wait for quotes.",
  noForward: () => "Neither parity nor spot gives a forward. No plan. Wait for quotes.",
  quotesInadmissible: (read) =>
    read.has("admissible")
      ? `Only ${read.text("admissible")} of ${read.text("contracts")} contracts have a usable two-sided quote. No plan. Wait for quotes.`
      : `The quotes cannot be trusted (${read.text("why")}). No plan. Wait for quotes.`,
  noStrikes: (read) =>
    read.has("packageLoss")
      ? `One package would risk ${read.money("packageLoss")}, the limits leave ${read.money("budget")} for one. No plan.`
      : "No strikes of the board make the structure. No plan.",
  creditTooSmall: (read) =>
    `At best ${read.money("maxProfit")} a package against ${read.money("costs")} of costs. No plan: the market pays too little.`,
  targetAboveMaxProfitShare: (read) =>
    `The target ${read.money("target")} and costs ask for ${read.percent("share")} of the maximum profit, at most ${read.percent("ceiling")} is allowed. No plan.`,
  stopInsideSpread: (read) =>
    `The stop at ${read.money("stop")} lies inside costs ${read.money("costs")} and entry spread ${read.money("spread")}. No plan: it would be hit at once.`,
  tooLate: (read) =>
    `${read.fixed("minutesToClose", 0)} minutes to the close, no opening in the last ${read.text("cutoffMinutes")}. No plan today.`,
  expectancyUnproven: (read) =>
    `${read.text("strategy")} at ${read.package("entryLimit")} would need to win ${read.percent("breakEvenWinRate")}; nothing measured says that it does. The expectancy gate is on.`,
};
