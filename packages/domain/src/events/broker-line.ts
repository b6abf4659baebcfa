import type { Ticker } from "../instruments/index.ts";
import type { How } from "../provenance.ts";
import type { EpochMicros, UsdE4 } from "../units.ts";
import type { OrderId, PlanId } from "./ids.ts";

/** Who carries orders out: the desk's own paper broker, or a TWS (the broker's, or the simulated one). */
export type BrokerKind = "paper" | "tws";

/** What risk needs to know of the broker. `notReconciled`: connected, and its book is not known or not agreed with. */
export interface BrokerLink {
  readonly state: "ready" | "notReady" | "notReconciled";
  readonly why: string;
}

/** How the way to a broker stands before anything was said of it: a journal of an earlier version names no broker. */
export function firstLink(broker: BrokerKind | undefined): BrokerLink {
  return broker === "tws"
    ? { state: "notReady", why: "not connected yet" }
    : { state: "ready", why: "a paper broker is part of the desk" };
}

/** Something the broker, or the way to it, said that is no report about an order. */
export interface BrokerNotice {
  readonly at: EpochMicros;
  readonly severity: "info" | "warning" | "alert";
  /** The broker's code, or our own word for it. */
  readonly code: string;
  readonly text: string;
}

/** How the broker's book and the desk's differ. */
export interface BrokerDifference {
  readonly kind: string;
  readonly orderId: OrderId | null;
  /** Only a person can put it right, and nothing opens until then. */
  readonly halts: boolean;
  /** Compact OSI symbol or a share's name; null where it is about an order. */
  readonly contract: string | null;
  /** Contracts or shares, signed; null where it is not about a quantity. */
  readonly desk: number | null;
  readonly broker: number | null;
  readonly note: string;
}

/** A leg that filled without the others of its package. */
export interface OrphanLeg {
  readonly orderId: OrderId;
  readonly contract: string;
  /** Contracts, signed. */
  readonly quantity: number;
}

/** What an order for a plan would change of the account's figures; shown, and decided upon by nobody. */
export interface MarginLine {
  readonly planId: PlanId;
  readonly ticker: Ticker;
  /** Packages. */
  readonly quantity: number;
  readonly at: EpochMicros;
  /** The broker's what-if, or the desk's own mathematics of the package alone where the broker declined. */
  readonly how: Extract<How, "broker" | "estimated">;
  /** Signed money; null where nothing bounds the loss. */
  readonly effect: {
    readonly initial: UsdE4;
    readonly maintenance: UsdE4;
    readonly equity: UsdE4;
  } | null;
  /** Why the broker did not say; null where it did. */
  readonly why: string | null;
}

/** What the account has made today by the broker's count, and by the desk's at about the same time. Signed money. */
export interface BrokerProfit {
  readonly at: EpochMicros;
  /** Null where the broker has no figure. */
  readonly daily: UsdE4 | null;
  readonly unrealised: UsdE4 | null;
  readonly realised: UsdE4 | null;
  readonly own: {
    /** At mid, after every fee paid and those of closing what is open; null where something cannot be marked. */
    readonly daily: UsdE4 | null;
    readonly realised: UsdE4;
  };
}

/** One thing quoted by the broker and by the desk's own feed; shown, and decided upon by nobody. */
export interface QuotePair {
  /** Compact OSI symbol, or `VIX`. */
  readonly of: string;
  readonly broker: PairedQuote & { readonly isDelayed: boolean };
  readonly desk: PairedQuote;
  /** Middles (or levels) have been further apart than a spread and the bound explain, for longer than a moment. */
  readonly differs: boolean;
}

/** Both sides of an option, or the level of an index; null where there is none. */
export interface PairedQuote {
  readonly bid: UsdE4 | null;
  readonly ask: UsdE4 | null;
  /** Points. */
  readonly level: number | null;
  readonly at: EpochMicros | null;
  /** Why it is not to be compared; null where it is. */
  readonly why: string | null;
}

/** The broker's quotes of what matters, and how many found no place among the lines. */
export interface BrokerQuotes {
  readonly pairs: readonly QuotePair[];
  readonly beyondBudget: number;
}

/** The way to a TWS as the desk knows it. */
export interface BrokerLine {
  /** HOST:PORT. */
  readonly address: string;
  /** Its fills are of the simulated exchange. */
  readonly isSimulator: boolean;
  readonly account: string;
  readonly accountKind: "paper" | "live";
  readonly serverVersion: number | null;
  /** Orders go out in `ready` alone. */
  readonly state:
    | "disconnected"
    | "connecting"
    | "handshaking"
    | "synchronising"
    | "ready"
    | "halfOpen"
    | "backingOff"
    | "nightlyReset"
    | "refused";
  /** Desk time at which the state began. */
  readonly since: EpochMicros;
  /** When a back-off or a reset window ends; null where nothing is waited for. */
  readonly until: EpochMicros | null;
  /** The last sign of life; null without a connection. */
  readonly heardAt: EpochMicros | null;
  readonly why: string | null;
  /** The reset or login window of the broker that this moment lies in; null outside of all. */
  readonly reset: string | null;
  /** The last whole comparison found nothing that only a person can put right. */
  readonly isReconciled: boolean;
  readonly differences: readonly BrokerDifference[];
  readonly orphans: readonly OrphanLeg[];
  /** Messages waiting for their turn. */
  readonly waiting: number;
  /** As the broker last said them; null before it did. */
  readonly accountValues:
    readonly { readonly key: string; readonly value: string; readonly currency: string }[] | null;
  /** When the newest of them came; null before one did. */
  readonly accountAt: EpochMicros | null;
  /** Null before the broker said anything of it. */
  readonly profit: BrokerProfit | null;
  readonly quotes: BrokerQuotes;
  /** Of the newest plans, oldest first. */
  readonly margins: readonly MarginLine[];
  /** The newest, oldest first. */
  readonly notices: readonly BrokerNotice[];
}
