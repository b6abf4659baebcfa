import {
  formatCompactOsi,
  type BrokerDifference,
  type BrokerLine,
  type BrokerLink,
  type BrokerNotice,
  type BrokerProfit,
  type BrokerQuotes,
  type MarginLine,
} from "@smart0dte/domain";
import type { Difference, IbkrView } from "@smart0dte/execution/ibkr";
import type { TwsTarget } from "./broker-port.ts";
import type { Moments } from "./line-moments.ts";

/** May the broker be given openings, and if not, why? */
export function linkOf({ session, isReconciled, differences }: IbkrView): BrokerLink {
  if (session.state === "synchronising")
    return { state: "notReconciled", why: "the broker's book is being compared with the desk's" };
  if (session.state !== "ready") return { state: "notReady", why: whyNotReady(session) };
  if (isReconciled) return { state: "ready", why: "connected and compared" };
  const halting = differences.filter(({ halts }) => halts);
  return { state: "notReconciled", why: [...new Set(halting.map(({ kind }) => kind))].join(", ") };
}

export interface LineOf {
  readonly target: TwsTarget;
  readonly moments: Moments;
  readonly profit: BrokerProfit | null;
  readonly quotes: BrokerQuotes;
  readonly margins: readonly MarginLine[];
  readonly notices: readonly BrokerNotice[];
}

/** What the adapter shows, in the screen's words. */
export function lineOf(
  view: IbkrView,
  { target, moments, profit, quotes, margins, notices }: LineOf,
): BrokerLine {
  const { session, account, accountKind, serverVersion, isReconciled, differences, waiting } = view;
  return {
    address: `${target.host}:${target.port}`,
    isSimulator: target.isSimulator,
    account,
    accountKind,
    serverVersion,
    state: session.state,
    ...moments,
    why: whyOf(session),
    reset: view.reset,
    isReconciled,
    differences: differences.map(differenceOf),
    orphans: view.unjoined.map(({ orderId, leg, quantity }) => ({
      orderId,
      contract: formatCompactOsi(leg.contract),
      quantity,
    })),
    waiting,
    accountValues: view.accountValues?.rows ?? null,
    accountAt: view.accountValues?.at ?? null,
    profit,
    quotes,
    margins,
    notices,
  };
}

/** Told as an input: steps that mean the same to whoever wants to open are one. */
function whyNotReady(session: IbkrView["session"]): string {
  if (session.state === "disconnected") return "not connected yet";
  if (session.state === "connecting" || session.state === "handshaking") return "connecting";
  return whyOf(session) ?? session.state;
}

function whyOf(session: IbkrView["session"]): string | null {
  if (session.state === "nightlyReset") return session.name;
  return "why" in session ? session.why : null;
}

const differenceOf = (difference: Difference): BrokerDifference => ({
  kind: difference.kind,
  orderId: "orderId" in difference ? difference.orderId : null,
  halts: difference.halts,
  contract: "contract" in difference ? difference.contract : null,
  desk: "desk" in difference ? difference.desk : null,
  broker: "broker" in difference ? difference.broker : "quantity" in difference ? difference.quantity : null,
  note: difference.note,
});
