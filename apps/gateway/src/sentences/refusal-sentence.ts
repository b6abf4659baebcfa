import type { RefusalCode } from "@smart0dte/domain";
import { minutesSeconds, reader, type Numbers } from "./number-words.ts";

type Reader = ReturnType<typeof reader>;

/** What happened; how things stand; what to do: with the numbers that decided. */
export const refusalSentence = (code: RefusalCode, numbers: Numbers): string =>
  REFUSALS[code](reader(numbers), numbers);

const legOf = (read: Reader): string =>
  read.has("strike")
    ? `The quote of the ${read.money("strike")} ${read.text("right")}`
    : `The quote of instrument ${read.text("instrument")}`;

const REFUSALS: Readonly<Record<RefusalCode, (read: Reader, numbers: Numbers) => string>> = {
  HALTED: (read) => `The desk is halted (${haltWords(read)}). Nothing was sent. Closing still works.`,
  BREAKER_TICKER: (read) =>
    `${read.text("ticker")} lost ${read.loss("pnl")} of ${read.money("limit")} today. Opening it is blocked, closing is not. A trader can resume.`,
  BREAKER_BOOK: (read) =>
    `The book lost ${read.loss("pnl")} of ${read.money("limit")} today. Opening is blocked, closing is not. An admin can resume.`,
  EXPIRED: (read) =>
    `The plan was good until ${read.clock("validUntil")}. Nothing was sent. Wait for the next plan.`,
  EXPIRY_CUTOFF: (read, { secondsLate }) =>
    `No opening after ${read.clock("cutoff")} today. ${typeof secondsLate === "number" ? minutesSeconds(secondsLate) : "?"} too late. Closing still works.`,
  NOT_OPEN: (read) =>
    `The session runs ${read.clock("open")} to ${read.clock("close")}. Nothing was sent. Wait for the open.`,
  AUTOMATION_OFF: (read) =>
    `Automation is OFF: proposed only. Nothing was sent. Accept it before ${read.clock("validUntil")}, or let it expire.`,
  AWAITING_ACCEPTANCE: (read) =>
    `Waits for a person. Nothing was sent. Accept it before ${read.clock("validUntil")}, or let it expire.`,
  UNKNOWN_PLAN: (read) =>
    `Plan ${read.text("plan")} is not waiting any more. Nothing was sent. Look at the present plans.`,
  UNKNOWN_POSITION: (read) =>
    `Position ${read.text("position")} is not open. Nothing was sent. Look at the present positions.`,
  UNKNOWN_ORDER: (read) =>
    `There is no order ${read.text("order")}. Nothing was changed. Look at the present orders.`,
  ALREADY_TAKEN: (read) =>
    `Plan ${read.text("plan")} was taken before. Nothing more was sent. See its order.`,
  ALREADY_CLOSING: (read) =>
    `Position ${read.text("position")} is being closed already (${read.text("reason")}). Nothing more was sent. See its order.`,
  LIMIT_POSITION: (read) => limitSentence("One position", read),
  LIMIT_TICKER_DAILY: (read) => limitSentence("The ticker's daily loss limit", read),
  LIMIT_PORTFOLIO: (read) => limitSentence("The book's limit", read),
  LIMIT_OPEN_POSITIONS: (read) =>
    `${read.text("open")} positions are open or working, ${read.text("limit")} are allowed. Nothing was sent. Close one, or raise the limit.`,
  SIZE_ZERO: (read) =>
    `The limits leave less than one package (${read.name("boundedBy")}, regime ${read.text("regime")}, one risks ${read.dollars("packageUsd")}). Nothing was sent. Wait, or raise the limit.`,
  QUOTE_STALE: (read) =>
    `${legOf(read)} cannot be used (${read.text("why")}). Nothing was sent. Wait for a fresh quote; to close, type a limit.`,
  PRICE_MOVED: (read) =>
    `The package moved ${read.package("entryLimit")} → ${read.package("natural")}. Nothing was sent. Wait for the next plan.`,
  AFTER_STOP: (read) =>
    `${read.text("ticker")} was left at ${read.clock("closedAt")} (${read.text("reason")}). Nothing was sent. Automation opens it again from ${read.clock("opensAt")} on; a person may accept a plan before.`,
  UNMARKABLE: (read) =>
    `Position ${read.text("position")} cannot be marked (${read.text("why")}). No new risk on its ticker. Wait for its quotes, or close it at a typed limit.`,
  BROKER_NOT_READY: (read) =>
    read.text("state") === "notReconciled"
      ? `The books of the broker and of the desk are not agreed (${read.text("why")}). Nothing was sent. Nothing opens until they are: see the blotter.`
      : `The broker cannot be given an opening (${read.text("why")}). Nothing was sent. Nothing opens until its connection is ready; exits go out as soon as they can.`,
  ORPHAN_LEGS: (read) =>
    read.has("worst")
      ? `A call is short without another that covers it (${read.text("position")}): its loss on ${read.text("ticker")} has no bound. Nothing was sent. Nothing opens on any ticker until it is closed.`
      : `Only some legs of order ${read.text("order")} traded (${read.text("state")}: ${read.text("why")}). Nothing was sent. Nothing opens on ${read.text("ticker")} until they are repaired; the parameter "Orphan legs" says how.`,
  NOT_ARMED: () => "LIVE is not armed. Nothing was sent. An admin can arm it; closing still works.",
  NOT_LIVE: () => "This desk's account is no live one. Nothing was done. There is nothing to arm.",
  ALREADY_ARMED: (read) =>
    `LIVE was armed by ${read.text("by")} already, until ${read.clock("until")}. Nothing was changed. Disarm it first.`,
  BAD_PARAMETER: (read) => `${read.text("sentence")} Nothing was changed. Enter another value.`,
  CAUSE_HOLDS: (read) =>
    read.text("cause") === "emergency"
      ? `The emergency still holds (VIX ${read.fixed("vix", 2)}). The desk stays halted. Resume when it is over.`
      : `The loss still stands (${read.loss("pnl")} of ${read.money("limit")}). The desk stays halted. Resume when it is inside the limit.`,
  ROLE: (read) =>
    `Your role (${read.text("role")}) cannot do this. Nothing was done. ${read.has("needs") ? `A person with role ${read.text("needs")} can.` : "A trader or an admin can."}`,
  NOT_CANCELLABLE: (read) =>
    `Order ${read.text("order")} is ${read.text("state")}. Nothing was changed. It cannot be cancelled any more.`,
  NOT_REPLACEABLE: (read) =>
    `The limit of order ${read.text("order")} cannot be changed now: ${read.text("why")}. Nothing was changed. See its state.`,
  DUPLICATE: (read) =>
    read.has("position") || read.has("order")
      ? `The desk holds or works these legs already (${read.has("position") ? read.text("position") : read.text("order")}). Nothing more was sent. See the positions.`
      : "This was asked before. Nothing more was done. See the events.",
};

function haltWords(read: Reader): string {
  switch (read.text("cause")) {
    case "emergency":
      return `emergency, VIX ${read.fixed("vix", 2)}`;
    case "overFilled":
      return `the broker traded more than order ${read.text("order")} asked for, ${read.clock("since")}; look at what is held, then resume`;
    default:
      return `manual, ${read.text("by")} ${read.clock("since")}`;
  }
}

const limitSentence = (what: string, read: Reader): string =>
  `${what} (${read.name("limit")}) leaves ${read.dollars("leftUsd")}, ${read.has("packages") ? `${read.text("packages")}x would risk` : "one package risks"} ${read.dollars("packageUsd")}. Opening is blocked, closing is not.`;
