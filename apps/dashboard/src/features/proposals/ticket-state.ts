/** What Send sends, frozen when it was prepared: later moves of the market or the entries do not reach it. */
export interface Prepared {
  /** Made here, so that every press and every retry is one order. */
  readonly commandId: string;
  readonly limit: string;
  readonly quantity: number;
  /** What is sent and what it may lose, in words. */
  readonly line: string;
  /** Desk time in microseconds. */
  readonly until: number;
}

export type TicketState =
  | { readonly phase: "review" }
  | { readonly phase: "prepared"; readonly order: Prepared }
  | { readonly phase: "sent"; readonly order: Prepared }
  /** The order may exist: asked again under its own id, never prepared anew. */
  | { readonly phase: "unanswered"; readonly order: Prepared }
  | { readonly phase: "accepted" };

export type TicketEvent =
  | { readonly kind: "prepare"; readonly order: Prepared }
  | { readonly kind: "edit" | "back" | "refused" | "lost" | "done" }
  | { readonly kind: "send"; readonly now: number };

export const REVIEW: TicketState = { phase: "review" };

/** How long a prepared order may be sent, microseconds of desk time. */
export const PREPARED_FOR = 10_000_000;

/** The two acts from a plan to an order. What does not fit the phase changes nothing. */
export function ticketStep(state: TicketState, event: TicketEvent): TicketState {
  switch (state.phase) {
    case "review":
      return event.kind === "prepare" ? { phase: "prepared", order: event.order } : state;
    case "prepared":
      if (event.kind === "edit" || event.kind === "back") return REVIEW;
      return event.kind === "send" && event.now <= state.order.until ? { ...state, phase: "sent" } : state;
    case "sent":
      if (event.kind === "done") return { phase: "accepted" };
      if (event.kind === "refused") return REVIEW;
      return event.kind === "lost" ? { ...state, phase: "unanswered" } : state;
    case "unanswered":
      return event.kind === "send" ? { ...state, phase: "sent" } : state;
    case "accepted":
      return state;
  }
}
