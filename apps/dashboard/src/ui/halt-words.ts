import type { DayFrame, RiskFrame } from "@smart0dte/gateway/contract";
import { timeWithZone } from "./format/time-format.ts";

type HaltRow = RiskFrame["halts"][number];

/** `HALTED by trader-1 10:42:07 ET: manual, "news"`. */
export function haltSentence({ kind, at, sentence }: HaltRow): string {
  const [who, ...rest] = sentence.split(": ");
  // one ticker is blocked for new risk; the desk goes on with the others
  if (kind === "ticker") return `BLOCKED since ${timeWithZone(at)}: ${sentence}`;
  if (kind === "manual" && rest.length > 0) return `HALTED by ${who} ${timeWithZone(at)}: ${rest.join(": ")}`;
  return `HALTED by ${BY[kind]} ${timeWithZone(at)}: ${sentence}`;
}

/** Whether the whole desk opens nothing: a blocked ticker alone is no halt. */
export const isHalted = (halts: readonly HaltRow[]): boolean => halts.some(({ kind }) => kind !== "ticker");

const BY: Readonly<Record<Exclude<HaltRow["kind"], "ticker">, string>> = {
  manual: "a person",
  book: "book breaker",
  emergency: "volatility emergency",
  overFilled: "the desk",
};

/** What pressing will do, in counts. */
export function haltCounts(day: DayFrame | undefined): string {
  if (day === undefined) return "Stops new risk. Cancels opening orders; exits and positions keep running.";
  const { workingOpenings, workingOrders, openPositions } = day;
  const exits = workingOrders - workingOpenings;
  return (
    `Stops new risk. Cancels ${counted(workingOpenings, "opening order")}. ` +
    `${counted(exits, "exit")} and ${counted(openPositions, "position")} keep running.`
  );
}

const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;
