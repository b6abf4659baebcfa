import { BadInputError, ROLES, type Role } from "@smart0dte/domain";
import { checkUserName } from "@smart0dte/storage/postgres";
import type { CommandIo } from "./calendar-command.ts";
import { withStore } from "./data-store.ts";

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

/** Gives a person a second factor for an authenticator app, in place of an earlier one; arming a live account takes it. */
export async function runSecondFactor({ name, data }: NamedUser, io: CommandIo): Promise<number> {
  checkUserName(name);
  return withStore(data, io, async (store) => {
    const secret = await store.secondFactors.enrol(name);
    if (secret === null) throw new BadInputError(`There is no user ${name}.`);
    await store.audit.append(WRITER, { actor: WRITER, act: "user.secondFactor", detail: { name } });
    io.out(`secret  ${secret}`);
    io.out(`link    otpauth://totp/Smart-0DTE:${name}?secret=${secret}&issuer=Smart-0DTE`);
    io.err(
      "The secret is shown this once; codes of an earlier one are void. Type it into an authenticator app.",
    );
    return 0;
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
