import type { FieldCursor } from "../requests/field-cursor.ts";
import type { GatewayClient } from "../session/gateway-client.ts";
import type { SessionHost } from "../session/session-host.ts";

/** One request on its way to its answer. */
export interface Ask {
  /** Stands behind the message's number. */
  readonly cursor: FieldCursor;
  readonly session: GatewayClient;
  readonly host: SessionHost;
  /** Reads the request's id, to which errors are addressed from then on. */
  id(): number;
}

export type Answer = (ask: Ask) => void;

/** The client that asks; nobody asks before START_API. */
export const clientOf = ({ session }: Ask): number => session.clientId ?? -1;
