import type { OrderId } from "@smart0dte/domain";

/** How the broker's book and the desk's differ. `halts`: only a person can put it right, and nothing opens until then. */
export type Difference =
  /** Executions of ours that the desk had not booked: booked now. */
  | { readonly kind: "missingFill"; readonly orderId: OrderId; readonly halts: false; readonly note: string }
  /** The broker knows how an order stands and the desk did not: told now. */
  | {
      readonly kind: "orderKnownAgain";
      readonly orderId: OrderId;
      readonly halts: false;
      readonly note: string;
    }
  /** The broker never had the order, as two snapshots in a row show: told as rejected. */
  | { readonly kind: "neverArrived"; readonly orderId: OrderId; readonly halts: false; readonly note: string }
  /** Works at the broker although it is over for the desk: cancelled now. */
  | {
      readonly kind: "aliveAfterEnd";
      readonly orderId: OrderId;
      readonly halts: false;
      readonly note: string;
    }
  /** Of a person in TWS, or of another program: shown. */
  | { readonly kind: "foreignOrder"; readonly halts: false; readonly note: string }
  /** With our client id, and the desk never made it. */
  | { readonly kind: "unknownOrder"; readonly halts: true; readonly note: string }
  /** The broker had the order and shows it no more, neither open nor completed nor filled. */
  | { readonly kind: "lostAtBroker"; readonly orderId: OrderId; readonly halts: true; readonly note: string }
  /** Two orders live under one name. */
  | { readonly kind: "doubled"; readonly orderId: OrderId; readonly halts: true; readonly note: string }
  /** Filled, says the broker, and its executions do not add up to it. */
  | {
      readonly kind: "fillWithoutExecution";
      readonly orderId: OrderId;
      readonly halts: true;
      readonly note: string;
    }
  /** Some legs of a package filled and the others did not: held, and no position of the desk's. */
  | {
      readonly kind: "orphanLegs";
      readonly orderId: OrderId;
      readonly halts: true;
      readonly contract: string;
      readonly quantity: number;
      readonly note: string;
    }
  /** The broker traded more of the order than it asked for: booked, and risk has halted openings. */
  | { readonly kind: "overFilled"; readonly orderId: OrderId; readonly halts: false; readonly note: string }
  /** Traded by a person in TWS, or closed out by the broker. */
  | {
      readonly kind: "positionByHand" | "liquidated" | "quantityDiffers" | "unknownPosition";
      readonly halts: true;
      readonly contract: string;
      /** Contracts or shares, signed. */
      readonly desk: number;
      readonly broker: number;
      readonly note: string;
    };
