import type { BrokerEvent, EpochMicros, OptionContract, OrderCommand } from "@smart0dte/domain";
import type { JoinSettings, UnjoinedLeg } from "../books/execution-join.ts";
import type { DefinitionStore } from "../books/definition-store.ts";
import type { Difference } from "../books/difference.ts";
import type { DeskBook } from "../books/reconciliation.ts";
import type { AccountKind } from "../orders/account-kind.ts";
import type { OrderNumberStore } from "../orders/order-numbers.ts";
import type { PacingLimits } from "../orders/pacing-queue.ts";
import type { ResetWindow } from "../session/reset-windows.ts";
import type { Sender } from "../session/send-gate.ts";
import type { SessionSettings } from "../session/session-settings.ts";
import type { SessionState } from "../session/session-state.ts";
import type { DetailsRow } from "../words/tws-heard.ts";
import type { OpenTwsCodec, TwsAddress } from "../words/tws-codec.ts";

import type { AccountTold, ProfitTold } from "./account-watch.ts";
import type { QuoteTold } from "./quote-watch.ts";
import type { HearMargin, MarginWish } from "./margin-desk.ts";

/** Something a person should know that is no report about an order. */
export interface IbkrNotice {
  readonly at: EpochMicros;
  readonly severity: "info" | "warning" | "alert";
  /** The broker's code, or our own word for it. */
  readonly code: string;
  readonly text: string;
}

/** Time and chance from outside; tests turn them by hand. */
export interface BrokerSurroundings {
  /** Milliseconds that never go back. */
  readonly monotonic: () => number;
  readonly now: () => EpochMicros;
  /** 0 to 1. */
  readonly chance: () => number;
  /** Calls again and again until the returned function is called. */
  readonly every: (ms: number, work: () => void) => () => void;
  /** Runs after the socket's handler has returned. */
  readonly later: (work: () => void) => void;
}

export interface IbkrBrokerOptions {
  readonly address: TwsAddress;
  readonly account: string;
  readonly accountKind: AccountKind;
  /** A port known to be our own simulator's, where paper accounts live; null elsewhere. */
  readonly simulatorPort: number | null;
  readonly session: SessionSettings;
  readonly pacing: PacingLimits;
  readonly join: JoinSettings;
  /** Lines of market data that this desk may have, of those that all clients share; none unless said. */
  readonly quoteLines?: number;
  readonly resetWindows: readonly ResetWindow[];
  /** How long a snapshot's answers may take, milliseconds. */
  readonly snapshotMs: number;
  readonly orderNumbers: OrderNumberStore;
  /** Nothing is kept over restarts without one. */
  readonly definitions?: DefinitionStore;
  /** The desk's book as it is now; may lag behind what was told. */
  readonly desk: () => DeskBook;
  /** A live account sends opening orders only while this is true; paper is always armed. */
  readonly isArmed: () => boolean;
  readonly hear: (event: BrokerEvent) => void;
  readonly notice: (notice: IbkrNotice) => void;
  readonly openCodec: OpenTwsCodec;
  readonly surroundings: BrokerSurroundings;
}

/** What the screen shows of the broker. */
export interface IbkrView {
  readonly session: SessionState;
  readonly account: string;
  readonly accountKind: AccountKind;
  readonly serverVersion: number | null;
  /** The reset or login window that this moment lies in; null outside of all. */
  readonly reset: string | null;
  readonly isReconciled: boolean;
  readonly differences: readonly Difference[];
  /** Messages waiting for their turn. */
  readonly waiting: number;
  /** Of the last whole snapshot and what changed since; null before the first. */
  readonly accountValues: AccountTold | null;
  /** The broker's own count of the day; null before it told one. */
  readonly profit: ProfitTold | null;
  readonly quotes: readonly QuoteTold[];
  /** How many of those that were wanted did not fit into the lines. */
  readonly quotesBeyondBudget: number;
  /** Legs that filled without the others of their package, or whose commission is awaited. */
  readonly unjoined: readonly UnjoinedLeg[];
}

/** The port to Interactive Brokers. */
export interface IbkrBroker {
  start(): void;
  /** Lets go of the connection. Orders stay at the broker. */
  stop(): void;
  /**
   * Carries out a command that is committed already. The answer is always told through `hear`: `sent` once it is
   * with TWS, `rejected` or `expired` when it was not sent.
   */
  send(command: OrderCommand, sender?: Sender): void;
  /** Cancels everything of the account, orders by hand included. False: there is no connection to say it on. */
  globalCancel(): boolean;
  /** Asks for everything again: a person has put something right, or somebody doubts. */
  resynchronise(why: string): void;
  /** Asks for definitions before they are needed, so that an order in them need not wait. */
  define(contracts: readonly OptionContract[]): void;
  /** What the broker says a contract is, trading hours included; null before it is known, today. */
  definition(contract: OptionContract): DetailsRow | null;
  /**
   * Asks what an order for a package would do to the margin. `hear` is called once, within 3 s; nothing of it is sent
   * before an order or a cancel that is due.
   */
  margin(wish: MarginWish, hear: HearMargin): void;
  /** Keeps quotes of the VIX and of the first of these that fit into the lines. */
  watch(contracts: readonly OptionContract[]): void;
  view(): IbkrView;
}
