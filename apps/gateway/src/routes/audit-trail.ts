import type { Store } from "@smart0dte/storage/postgres";

/** Name of the gateway's own audit chain. */
export const GATEWAY_CHAIN = "gateway";

/** Writes one row of the gateway's chain; resolves when it is committed. */
export type AuditTrail = (
  actor: string,
  act: string,
  detail: Readonly<Record<string, unknown>>,
) => Promise<void>;

export function auditTrail({ audit }: Pick<Store, "audit">): AuditTrail {
  return async (actor, act, detail) => {
    await audit.append(GATEWAY_CHAIN, { actor, act, detail });
  };
}
