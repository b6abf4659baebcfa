import type { Notification } from "../replies/session-reply.ts";
import type { AccountFeed } from "./account-feed.ts";
import type { FeedLine } from "./feed-host.ts";
import type { MarketFeed } from "./market-feed.ts";
import type { Manner } from "./outlet.ts";

/** One client as the rest of the gateway sees it. */
export interface GatewayClient extends FeedLine {
  /** Null before START_API. */
  readonly clientId: number | null;
  readonly version: number;
  readonly accounts: AccountFeed;
  readonly market: MarketFeed;
  error(notification: Notification, manner?: Manner): void;
  /** Takes the id that START_API asks for. */
  start(clientId: number): void;
  cut(): void;
  /** Goes on with what came in while nothing was read. */
  wake(): void;
}
