import { BadInputError, ROLES, type Role } from "@smart0dte/domain";
import { FolderInUseError, openEmbeddedPostgres, runningDatabaseUrl } from "@smart0dte/storage/embedded";
import { checkUserName, openStore, type Store } from "@smart0dte/storage/postgres";
import type { CommandIo } from "./calendar-command.ts";

export interface NamedUser {
  readonly name: string;
  /** The data folder. */
  readonly data: string;
}

/** The audit chain of what is done at the command line. */
const WRITER = "command-line";

/** Adds a person and prints the first password. Works beside a running desk. */
export async function runAddUser(
  { name, role, data }: NamedUser & { readonly role: string },
  io: CommandIo,
): Promise<number> {
  const known = ROLES.find((one): one is Role => one === role);
  if (known === undefined) throw new BadInputError(`--role "${role}" is none of ${ROLES.join(", ")}.`);
  checkUserName(name);
  return withStore(data, io, async (store) => {
    const password = await store.users.add(name, known);
    await store.audit.append(WRITER, { actor: WRITER, act: "user.added", detail: { name, role: known } });
    return printLogin({ name, password }, io);
  });
}

/** Gives a person a new first password and ends their sessions. */
export async function runNewPassword({ name, data }: NamedUser, io: CommandIo): Promise<number> {
  checkUserName(name);
  return withStore(data, io, async (store) => {
    const password = await store.users.newPassword(name);
    if (password === null) throw new BadInputError(`There is no user ${name}.`);
    await store.audit.append(WRITER, { actor: WRITER, act: "user.newPassword", detail: { name } });
    return printLogin({ name, password }, io);
  });
}

function printLogin(
  { name, password }: { readonly name: string; readonly password: string },
  io: CommandIo,
): number {
  io.out(`sign in as  ${name}`);
  io.out(`password    ${password}`);
  io.err("The password is shown this once; the first sign-in asks for a new one.");
  return 0;
}

/** The database of the folder: the running desk's, or one that is opened for this command alone. */
async function withStore(
  folder: string,
  io: CommandIo,
  work: (store: Store) => Promise<number>,
): Promise<number> {
  const { url, stop } = await openDatabase(folder, io);
  try {
    const store = await openStore(url, { connections: 2 });
    try {
      return await work(store);
    } finally {
      await store.close();
    }
  } finally {
    await stop();
  }
}

async function openDatabase(
  folder: string,
  io: CommandIo,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  try {
    return await openEmbeddedPostgres({ folder, log: io.err });
  } catch (error) {
    const url = error instanceof FolderInUseError ? runningDatabaseUrl(folder) : null;
    if (url === null) throw error;
    return { url, stop: () => Promise.resolve() };
  }
}
