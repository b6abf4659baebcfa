import type { BrokerFrame } from "@smart0dte/gateway/contract";
import { count } from "../../ui/format/number-format.ts";
import { age, left } from "../../ui/format/time-format.ts";

export type BrokerLine = NonNullable<BrokerFrame["line"]>;

/** `well` is quiet, `caution` passes by itself, `danger` needs a person or costs protection. */
export type Tone = "well" | "caution" | "danger";

/** Whose money moves: of the simulator, of a paper account, or real. */
export const accountWord = ({ simulated, accountKind }: BrokerLine): "SIMULATED" | "PAPER" | "LIVE" =>
  simulated ? "SIMULATED" : accountKind === "paper" ? "PAPER" : "LIVE";

/** Enough to tell accounts apart at a glance: `DU…0000`. */
export const shortAccount = (account: string): string =>
  account.length <= 7 ? account : `${account.slice(0, 2)}…${account.slice(-4)}`;

export const STATE_WORDS: Readonly<Record<BrokerLine["state"], string>> = {
  disconnected: "NOT CONNECTED",
  connecting: "CONNECTING",
  handshaking: "CONNECTING",
  synchronising: "RECONCILING",
  ready: "READY",
  halfOpen: "HALF OPEN",
  backingOff: "DOWN",
  nightlyReset: "RESET",
  refused: "REFUSED",
};

const STATE_TONES: Readonly<Record<BrokerLine["state"], Tone>> = {
  disconnected: "danger",
  connecting: "caution",
  handshaking: "caution",
  synchronising: "caution",
  ready: "well",
  halfOpen: "danger",
  backingOff: "danger",
  nightlyReset: "caution",
  refused: "danger",
};

export function toneOf(line: BrokerLine, unknownOrders: number): Tone {
  const tone = STATE_TONES[line.state];
  return unknownOrders > 0 || (tone === "well" && !line.reconciled) ? "danger" : tone;
}

/** Differences that only a person can settle. */
export const unsettled = ({ differences }: BrokerLine): number =>
  differences.filter(({ halts }) => halts).length;

/** The most pressing thing in a word: `UNKNOWN`, `RECONCILING`, `SIMULATED`. */
export function glanceWord(line: BrokerLine, unknownOrders: number): string {
  if (unknownOrders > 0) return "UNKNOWN";
  if (line.state === "ready") return line.reconciled ? accountWord(line) : "DIFFERS";
  return STATE_WORDS[line.state];
}

/** How many or how long, to stand behind the word: `ORDER 1`, `3s`, `5m left`. `now` is desk time. */
export function glanceSpan(line: BrokerLine, unknownOrders: number, now: number | null): string {
  if (unknownOrders > 0) return `ORDER ${count(unknownOrders)}`;
  const { state, since, until, heardAt, reconciled } = line;
  if (state === "ready" && !reconciled) return count(unsettled(line));
  if (now === null) return "";
  if (state === "ready") return heardAt === null ? "" : age(now - heardAt);
  return state === "nightlyReset" && until !== null ? left(until - now) : age(now - since);
}

/** The first difference that a person must settle, and how many others there are: the rest is on the broker's page. */
export function firstUnsettled(line: BrokerLine): string {
  const [first] = line.differences.filter(({ halts }) => halts);
  if (first === undefined) return "";
  const others = unsettled(line) - 1;
  const more = others === 0 ? "" : ` And ${count(others)} more: Trade, Broker.`;
  return `${first.sentence} ${first.toDo}${more}`;
}

/** Where a person can still act while the desk cannot; a simulated broker has no other door. */
export const elsewhere = ({ simulated }: BrokerLine): string =>
  simulated ? "" : " TWS itself can still close.";
