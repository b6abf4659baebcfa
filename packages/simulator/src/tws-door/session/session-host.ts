import type { FeedHost } from "./feed-host.ts";
import type { GatewayClient } from "./gateway-client.ts";
import type { MessagePace } from "./message-pace.ts";
import type { Weather } from "./weather.ts";

/** What all sessions of a gateway share. */
export interface SessionHost extends FeedHost {
  readonly serverVersion: number;
  readonly weather: Weather;
  readonly pace: MessagePace;
  readonly sessions: ReadonlySet<GatewayClient>;
  timeText(): string;
  log(line: string): void;
  answer(session: GatewayClient, fields: readonly string[]): void;
  /** Keeps and tells what the broker has said so far. */
  settle(): void;
  /** Breaks every connection. */
  cutAll(): void;
}
