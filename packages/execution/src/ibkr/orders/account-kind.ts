import { err, ok, type AccountKind, type Result } from "@smart0dte/domain";

export type { AccountKind };

/** A port that is known to be our own simulator's, and the kind of account that it poses as. */
export interface SimulatorPort {
  readonly port: number;
  readonly poses: AccountKind;
}

export type AccountProblem =
  | { readonly code: "ACCOUNT_NOT_MANAGED"; readonly account: string; readonly managed: readonly string[] }
  | { readonly code: "KIND_NOT_CLEAR"; readonly account: string; readonly port: number }
  | { readonly code: "KIND_NOT_AGREED"; readonly expected: AccountKind; readonly found: AccountKind };

/** TWS and Gateway listen here; on another port only a named exception decides. */
const PORTS: Readonly<Record<number, AccountKind>> = {
  7497: "paper",
  4002: "paper",
  7496: "live",
  4001: "live",
};

/** Paper accounts are DU… (and DF… for advisors'); live ones U… and F…. */
function kindOfAccount(account: string): AccountKind | null {
  if (/^D[UF]\d+$/.test(account)) return "paper";
  return /^[UF]\d+$/.test(account) ? "live" : null;
}

/**
 * Tells paper from live by account and port together; where they disagree, or one of them says nothing, it refuses.
 *
 * A simulator's port counts as what it poses as and as nothing else.
 */
export function accountKindOf(
  account: string,
  port: number,
  simulator: SimulatorPort | null = null,
): Result<AccountKind, AccountProblem> {
  const byAccount = kindOfAccount(account);
  const byPort = port === simulator?.port ? simulator.poses : (PORTS[port] ?? null);
  if (byAccount === null || byPort === null || byAccount !== byPort) {
    return err({ code: "KIND_NOT_CLEAR", account, port });
  }
  return ok(byAccount);
}

/**
 * True money needs agreement of three: what was configured, the account the broker names, and the port. A simulator
 * poses as what was configured.
 */
export function checkAccount(
  wanted: { readonly account: string; readonly kind: AccountKind; readonly port: number },
  managed: readonly string[],
  simulatorPort: number | null = null,
): Result<AccountKind, AccountProblem> {
  const { account, kind, port } = wanted;
  if (!managed.includes(account)) return err({ code: "ACCOUNT_NOT_MANAGED", account, managed });
  const found = accountKindOf(
    account,
    port,
    simulatorPort === null ? null : { port: simulatorPort, poses: kind },
  );
  if (!found.ok) return found;
  return found.value === kind ? found : err({ code: "KIND_NOT_AGREED", expected: kind, found: found.value });
}
