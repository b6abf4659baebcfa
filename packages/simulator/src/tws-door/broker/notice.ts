import type { Notification } from "../replies/session-reply.ts";
import type { BrokerOrder } from "./broker-order.ts";
import type { Execution, MarginPreview } from "./execution.ts";

/** What the broker has to say, in the order in which it happens; each is told in one or two messages. */
export type Notice =
  /** openOrder, then orderStatus. */
  | { readonly kind: "order"; readonly order: BrokerOrder }
  /** orderStatus alone. */
  | { readonly kind: "status"; readonly order: BrokerOrder }
  /** openOrder with margin figures, and nothing after it. */
  | { readonly kind: "preview"; readonly order: BrokerOrder; readonly preview: MarginPreview }
  | { readonly kind: "execution"; readonly execution: Execution }
  | { readonly kind: "commission"; readonly execution: Execution }
  | { readonly kind: "error"; readonly clientId: number; readonly notification: Notification }
  /** Positions and money have changed. */
  | { readonly kind: "account" };

export type Tell = (notice: Notice) => void;
