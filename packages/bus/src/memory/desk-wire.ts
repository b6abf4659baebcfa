import type { DeskFrame, DeskReply, DeskRequest } from "@smart0dte/domain";

/** What the trading side says. `n` counts the newest-wins frames that went out, so that the reader can say how far it is. */
export type FromDesk =
  | { readonly wire: "frame"; readonly n: number; readonly frame: DeskFrame }
  | { readonly wire: "reply"; readonly id: number; readonly reply: DeskReply };

/** What the reading side says. */
export type ToDesk =
  | { readonly wire: "request"; readonly id: number; readonly request: DeskRequest }
  | { readonly wire: "seen"; readonly n: number };
