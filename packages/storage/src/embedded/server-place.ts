import {
  existsSync,
  linkSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { BadInputError } from "@smart0dte/domain";
import { canEnter, giveTo, makePublicFolder, serverAccount, type ServerAccount } from "./server-account.ts";

/** Where one desk's server lives, and as whom. */
export interface ServerPlace {
  /** Holds `data`, `password` and `server.log`; appears whole or not at all. */
  readonly pg: string;
  readonly account: ServerAccount;
  readonly notes: readonly string[];
}

/** Where data and programs go that the server's account cannot reach in the project. Survives a restart of the machine. */
export const ELSEWHERE = "/var/lib/smart0dte";

/** The data folder itself; where the server's account cannot enter that, a folder that the file `pg.elsewhere` names. */
export function findPlace(folder: string): ServerPlace {
  const pointer = join(folder, "pg.elsewhere");
  if (existsSync(pointer)) return placeElsewhere(pointer);
  const pg = join(folder, "pg");
  const exists = existsSync(pg);
  const account = serverAccount(exists ? pg : null);
  if (canEnter(account, folder)) return { pg, account, notes: [] };
  if (exists) {
    throw new BadInputError(
      `The account ${account?.name ?? ""} cannot enter ${folder}, where its data are: let it pass.`,
    );
  }
  point(pointer, account);
  return placeElsewhere(pointer);
}

/** The folder of a cluster that some start has made; null where there is none. Makes nothing. */
export function knownPlace(folder: string): string | null {
  const pointer = join(folder, "pg.elsewhere");
  if (existsSync(pointer)) return placeElsewhere(pointer).pg;
  const pg = join(folder, "pg");
  return existsSync(pg) ? pg : null;
}

function point(pointer: string, account: ServerAccount): void {
  makePublicFolder(ELSEWHERE);
  const home = mkdtempSync(join(ELSEWHERE, "desk-"));
  giveTo(account, home);
  if (!canEnter(account, home)) {
    throw new BadInputError(
      `The account ${account?.name ?? ""} can enter neither the data folder nor ${ELSEWHERE}.`,
    );
  }
  const unfinished = `${pointer}.new.${process.pid}`;
  writeFileSync(unfinished, `${home}\n`, { flush: true });
  linkSync(unfinished, pointer);
  rmSync(unfinished);
}

function placeElsewhere(pointer: string): ServerPlace {
  const home = readFileSync(pointer, "utf8").trim();
  if (!existsSync(home)) {
    throw new BadInputError(
      `${pointer} says that the database is in ${home}, which does not exist: restore it or remove the file.`,
    );
  }
  const pg = join(realpathSync(home), "pg");
  const account = serverAccount(existsSync(pg) ? pg : home);
  const who =
    account === null
      ? "The database server"
      : `The database server runs as ${account.name}, which could not enter the data folder; it`;
  return { pg, account, notes: [`${who} keeps its data in ${pg} (named in ${pointer}).`] };
}
