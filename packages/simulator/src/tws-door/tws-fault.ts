import { err, ok, type Result } from "@smart0dte/domain";
import { MISCHIEFS, type MischiefKind } from "./broker/mischief.ts";

/** What can go wrong with the gateway and the broker on request. Seconds are of wall time. */
export type TwsFault =
  /** Every connection breaks off: now, before or after the next order is taken, or after so many more messages. */
  | { readonly kind: "drop"; readonly at: "now" | "beforeSend" | "afterSend" | number }
  /** Connections stay; nothing is read or written for so long. */
  | { readonly kind: "freeze"; readonly seconds: number }
  /** Every message is told so many milliseconds late, for so long. */
  | { readonly kind: "slow"; readonly milliseconds: number; readonly seconds: number }
  /** Callbacks of orders are told twice. */
  | { readonly kind: "duplicate"; readonly seconds: number }
  /** Callbacks of orders that come together are told backwards. */
  | { readonly kind: "reorder"; readonly seconds: number }
  /** 1100, then orders fill unheard, then 1102 (kept) or 1101 (lost); it may begin inside a package's fill. */
  | {
      readonly kind: "outage";
      readonly seconds: number;
      readonly data: "kept" | "lost";
      readonly when: "now" | "midCombo";
    }
  /** The broker's own faults, for the next so many occasions. */
  | { readonly kind: MischiefKind; readonly times: number }
  /** All options are closed by the broker with liquidation = 1, or by hand outside the API. */
  | { readonly kind: "liquidate" }
  | { readonly kind: "closeByHand" };

const OWN = ["drop", "freeze", "slow", "duplicate", "reorder", "outage", "liquidate", "closeByHand"] as const;

export const TWS_FAULTS = [...OWN, ...MISCHIEFS] as const satisfies readonly TwsFault["kind"][];

const LONGEST_SECONDS = 600;
const MOST_TIMES = 1_000;
const MOST_MESSAGES = 1_000_000;

/** Reads `KIND[:ARG[:ARG...]]`, or the same with blanks, as a person writes it; the error is one sentence. */
export function parseTwsFault(text: string): Result<TwsFault, string> {
  const [kind = "", ...words] = text.trim().split(/[:\s]+/);
  const [first, second, third, ...more] = words;
  if (more.length > 0) return err(`No fault "${kind}" takes "${more.join(":")}".`);
  switch (kind) {
    case "drop":
      return second === undefined ? dropOf(first ?? "now") : tooMuch(kind, second);
    case "freeze":
    case "duplicate":
    case "reorder":
      return second === undefined
        ? onSeconds(kind, first, (seconds) => ({ kind, seconds }))
        : tooMuch(kind, second);
    case "slow": {
      const milliseconds = Number(first ?? Number.NaN);
      if (!(milliseconds > 0 && milliseconds <= 60_000))
        return err("slow needs milliseconds, from above 0 to 60000.");
      return third === undefined
        ? onSeconds(kind, second, (seconds) => ({ kind, milliseconds, seconds }))
        : tooMuch(kind, third);
    }
    case "outage":
      return outageOf(first, second ?? "kept", third ?? "now");
    case "liquidate":
    case "closeByHand":
      return first === undefined ? ok({ kind }) : tooMuch(kind, first);
    default:
      return second === undefined ? mischiefOf(kind, first ?? "1") : tooMuch(kind, second);
  }
}

const tooMuch = (kind: string, word: string): Result<TwsFault, string> =>
  err(`No fault "${kind}" takes "${word}" there.`);

function dropOf(word: string): Result<TwsFault, string> {
  if (word === "now" || word === "beforeSend" || word === "afterSend") return ok({ kind: "drop", at: word });
  const messages = Number(word);
  return Number.isInteger(messages) && messages > 0 && messages <= MOST_MESSAGES
    ? ok({ kind: "drop", at: messages })
    : err(`drop takes now, beforeSend, afterSend or a number of messages, not "${word}".`);
}

function onSeconds(
  kind: string,
  word: string | undefined,
  make: (seconds: number) => TwsFault,
): Result<TwsFault, string> {
  const seconds = Number(word ?? Number.NaN);
  return seconds > 0 && seconds <= LONGEST_SECONDS
    ? ok(make(seconds))
    : err(`${kind} needs seconds, a number from above 0 to ${LONGEST_SECONDS}.`);
}

function outageOf(word: string | undefined, data: string, when: string): Result<TwsFault, string> {
  if (data !== "kept" && data !== "lost") return err(`outage ends with kept or lost, not "${data}".`);
  if (when !== "now" && when !== "midCombo") return err(`outage begins now or midCombo, not "${when}".`);
  return onSeconds("outage", word, (seconds) => ({ kind: "outage", seconds, data, when }));
}

function mischiefOf(word: string, count: string): Result<TwsFault, string> {
  const kind = MISCHIEFS.find((name) => name === word);
  if (kind === undefined)
    return err(`The gateway has no fault ${JSON.stringify(word)}; there are ${TWS_FAULTS.join(", ")}.`);
  const times = Number(count);
  return Number.isInteger(times) && times > 0 && times <= MOST_TIMES
    ? ok({ kind, times })
    : err(`${kind} takes times, a whole number from 1 to ${MOST_TIMES}.`);
}
