import type {
  BrokerLink,
  CommandAct,
  DayPnl,
  DeskReply,
  EpochMicros,
  OrderId,
  Position,
  PositionId,
} from "@smart0dte/domain";

/** What a desk of the campaign is started with. */
export interface FaultDeskSettings {
  readonly databaseUrl: string;
  /** Its data folder. */
  readonly folder: string;
  /** Of the market behind the doors. */
  readonly seed: number;
  readonly date: string;
  readonly feedPort: number;
  readonly twsPort: number;
  readonly account: string;
}

/** What the harness asks of the desk's process. */
export type ToFaultDesk =
  | { readonly kind: "command"; readonly n: number; readonly act: CommandAct }
  | { readonly kind: "books"; readonly n: number };

/** Contracts of one order that the desk has booked, signed. */
export interface BookedLeg {
  readonly orderId: OrderId;
  /** Compact OSI symbol. */
  readonly contract: string;
  readonly quantity: number;
}

/** Where the desk stands, every now and then. */
export interface DeskSample {
  readonly at: EpochMicros;
  readonly link: BrokerLink["state"];
  readonly isReconciled: boolean;
  /** Messages that wait for their turn at the broker. */
  readonly waiting: number;
  readonly unjoined: number;
  /** Orders that are between two states: given to the broker and not answered about. */
  readonly unanswered: readonly OrderId[];
  readonly unknown: readonly OrderId[];
  /** Open positions that were decided to be closed and have no closing order under way. */
  readonly unclosed: readonly PositionId[];
  /** Open positions, packages and legs beside them. */
  readonly held: number;
  readonly isHalted: boolean;
  readonly isFlattening: boolean;
}

/** The desk's own books, once all that it has decided lasts. */
export interface DeskBooks {
  readonly day: DayPnl;
  readonly positions: readonly Position[];
  /** Opening orders that may be cancelled. */
  readonly working: readonly OrderId[];
}

export type FromFaultDesk =
  | {
      readonly kind: "up";
      readonly run: string;
      readonly journal: string;
      /** The last input that the run had before this life. */
      readonly seq: number;
    }
  /** `atMs`: of the machine's wall clock. */
  | { readonly kind: "link"; readonly link: BrokerLink; readonly atMs: number }
  | { readonly kind: "booked"; readonly legs: readonly BookedLeg[] }
  | { readonly kind: "sample"; readonly sample: DeskSample }
  | { readonly kind: "books"; readonly n: number; readonly books: DeskBooks }
  | { readonly kind: "answer"; readonly n: number; readonly reply: DeskReply };
