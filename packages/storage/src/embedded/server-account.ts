import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { BadInputError } from "@smart0dte/domain";

/** Who the server runs as where the desk is root, which PostgreSQL refuses. Null: as the desk itself. */
export type ServerAccount = { readonly name: string; readonly uid: number; readonly gid: number } | null;

const PREFERRED = ["postgres", "nobody"];

/** The owner of what exists already, else `postgres`, else `nobody`. */
export function serverAccount(existing: string | null): ServerAccount {
  if (process.getuid?.() !== 0) return null;
  const accounts = readAccounts();
  const owner = existing === null ? null : statSync(existing);
  if (owner !== null && owner.uid !== 0) {
    const name = accounts.find(({ uid }) => uid === owner.uid)?.name ?? String(owner.uid);
    return { name, uid: owner.uid, gid: owner.gid };
  }
  for (const name of PREFERRED) {
    const found = accounts.find((account) => account.name === name);
    if (found !== undefined) return found;
  }
  throw new BadInputError(
    "PostgreSQL refuses to run as root, and there is neither an account postgres nor nobody: start as another user.",
  );
}

/** What a child process needs to run as the account. */
export const identityOf = (account: ServerAccount): { uid?: number; gid?: number } =>
  account === null ? {} : { uid: account.uid, gid: account.gid };

export function giveTo(account: ServerAccount, path: string): void {
  if (account !== null) chownSync(path, account.uid, account.gid);
}

/** A folder that every account may enter, whatever the umask. */
export function makePublicFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
}

/** True where the account gets into the folder: all parents count, so it is tried, not computed. */
export function canEnter(account: ServerAccount, folder: string): boolean {
  if (account === null) return true;
  return (
    spawnSync("/bin/sh", ["-c", 'cd -- "$0"', folder], { cwd: "/", ...identityOf(account) }).status === 0
  );
}

function readAccounts(): readonly NonNullable<ServerAccount>[] {
  return readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .flatMap((line) => {
      const [name, , uid, gid] = line.split(":");
      return name === undefined || uid === undefined || gid === undefined
        ? []
        : [{ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }];
    });
}
