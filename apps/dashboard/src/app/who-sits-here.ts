import type { Me } from "@smart0dte/gateway/contract";
import type { DeskApi } from "../api/desk-api.ts";

/**
 * Who is signed in, if anybody.
 *
 * Nobody is asked for a name where the desk knows no session of this browser: the answer would be a
 * refusal that the browser logs as an error.
 */
export async function whoSitsHere(api: DeskApi): Promise<Me | null> {
  const status = await api.status();
  if (status.ok && !status.value.signedIn) return null;
  const me = await api.me();
  return me.ok ? me.value : null;
}
