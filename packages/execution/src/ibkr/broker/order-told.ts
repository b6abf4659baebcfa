import type { BrokerEvent } from "@smart0dte/domain";

type Of<Kind extends BrokerEvent["kind"]> = Extract<BrokerEvent, { kind: Kind }>;

/** What became of a wish to change an order's limit. */
export type ChangeTold = Pick<Of<"replaced">, "kind" | "limit"> | Pick<Of<"replaceRefused">, "kind" | "why">;

/** What is told of one order, its name and time left out. */
export type OrderTold =
  | ChangeTold
  | Pick<Of<"sent" | "acknowledged" | "working">, "kind">
  | Pick<Of<"cancelled" | "rejected" | "expired" | "lost">, "kind" | "why">;
