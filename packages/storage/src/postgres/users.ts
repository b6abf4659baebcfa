import { BadInputError, type Role } from "@smart0dte/domain";
import { asc, count, eq, sql } from "drizzle-orm";
import { codeOf, type Database, type WallClock } from "./database.ts";
import { randomPassword, type Passwords } from "./passwords.ts";
import { sessions, users } from "./schema/people-tables.ts";

export interface User {
  readonly id: number;
  readonly name: string;
  readonly role: Role;
  readonly mustChange: boolean;
  readonly disabled: boolean;
}

const NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const UNIQUE_VIOLATION = "23505";
const VISIBLE = {
  id: users.id,
  name: users.name,
  role: users.role,
  mustChange: users.mustChange,
  disabled: users.disabled,
};

/** Refuses what cannot be a name, before anything is opened for it. */
export function checkUserName(name: string): void {
  if (NAME.test(name)) return;
  throw new BadInputError(`User name ${JSON.stringify(name)}: 1 to 64 of a-z, 0-9, dot, dash, underscore.`);
}

/** People who may sign in. Passwords go in and never come out, except the first one, once. */
export class Users {
  readonly #db: Database;
  readonly #passwords: Passwords;
  readonly #wallMs: WallClock;
  #decoy: Promise<string> | null = null;

  constructor(
    db: Database,
    { passwords, wallMs }: { readonly passwords: Passwords; readonly wallMs: WallClock },
  ) {
    this.#db = db;
    this.#passwords = passwords;
    this.#wallMs = wallMs;
  }

  /** Adds a person and says the first password, which must be changed. */
  async add(name: string, role: Role): Promise<string> {
    checkUserName(name);
    const password = randomPassword();
    const argon2id = await this.#passwords.hash(password);
    const now = this.#wallMs();
    try {
      await this.#db
        .insert(users)
        .values({ name, role, argon2id, mustChange: true, createdAtMs: now, changedAtMs: now });
    } catch (error) {
      if (codeOf(error) === UNIQUE_VIOLATION) throw new BadInputError(`There is already a user ${name}.`);
      throw error;
    }
    return password;
  }

  /** An administrator where there is nobody yet; null where there is somebody. Two starts at once make one. */
  async ensureFirstAdmin(): Promise<{ readonly name: string; readonly password: string } | null> {
    const password = randomPassword();
    const argon2id = await this.#passwords.hash(password);
    return this.#db.transaction(async (tx) => {
      await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended('smart0dte/first-admin', 0))`);
      const [row] = await tx.select({ people: count() }).from(users);
      if (row === undefined || row.people > 0) return null;
      const now = this.#wallMs();
      const admin = { name: "admin", role: "admin" as const, argon2id, mustChange: true };
      await tx.insert(users).values({ ...admin, createdAtMs: now, changedAtMs: now });
      return { name: admin.name, password };
    });
  }

  /** The user whose password this is, or null. Takes as long for a name that does not exist. */
  async verify(name: string, password: string): Promise<User | null> {
    const [found] = await this.#db
      .select({ ...VISIBLE, argon2id: users.argon2id })
      .from(users)
      .where(eq(users.name, name));
    const right = await this.#passwords.verify(found?.argon2id ?? (await this.#decoyHash()), password);
    if (found === undefined || found.disabled || !right) return null;
    return {
      id: found.id,
      name: found.name,
      role: found.role,
      mustChange: found.mustChange,
      disabled: found.disabled,
    };
  }

  /** Sets a new password and ends every session of the user but the given one. */
  async changePassword(user: User, next: string, keepTokenSha256: Buffer | null): Promise<void> {
    const argon2id = await this.#passwords.hash(next);
    await this.#db.transaction(async (tx) => {
      await tx
        .update(users)
        .set({ argon2id, mustChange: false, changedAtMs: this.#wallMs() })
        .where(eq(users.id, user.id));
      const others = eq(sessions.userId, user.id);
      await tx
        .delete(sessions)
        .where(
          keepTokenSha256 === null
            ? others
            : sql`${others} AND ${sessions.tokenSha256} <> ${keepTokenSha256}`,
        );
    });
  }

  /** A new first password for somebody who has lost theirs: to be changed at the next sign-in, every session ended. Null where nobody has the name. */
  async newPassword(name: string): Promise<string | null> {
    const password = randomPassword();
    const argon2id = await this.#passwords.hash(password);
    return this.#db.transaction(async (tx) => {
      const [user] = await tx
        .update(users)
        .set({ argon2id, mustChange: true, changedAtMs: this.#wallMs() })
        .where(eq(users.name, name))
        .returning({ id: users.id });
      if (user === undefined) return null;
      await tx.delete(sessions).where(eq(sessions.userId, user.id));
      return password;
    });
  }

  /** A disabled user is signed out at once and cannot sign in. */
  async setDisabled(name: string, disabled: boolean): Promise<boolean> {
    return this.#db.transaction(async (tx) => {
      const changed = await tx
        .update(users)
        .set({ disabled, changedAtMs: this.#wallMs() })
        .where(eq(users.name, name))
        .returning({ id: users.id });
      const user = changed[0];
      if (user === undefined) return false;
      if (disabled) await tx.delete(sessions).where(eq(sessions.userId, user.id));
      return true;
    });
  }

  async list(): Promise<readonly User[]> {
    return this.#db.select(VISIBLE).from(users).orderBy(asc(users.name));
  }

  #decoyHash(): Promise<string> {
    this.#decoy ??= this.#passwords.hash(randomPassword());
    return this.#decoy;
  }
}
