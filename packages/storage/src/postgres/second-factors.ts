import { randomBytes } from "node:crypto";
import { and, eq, lt } from "drizzle-orm";
import type { Database, WallClock } from "./database.ts";
import { base32, stepOfCode } from "./one-time-code.ts";
import { secondFactors, users } from "./schema/people-tables.ts";
import type { User } from "./users.ts";

const SECRET_BYTES = 20;

/** What a person proves beside the password before an act that takes more than a session. */
export class SecondFactors {
  readonly #db: Database;
  readonly #wallMs: WallClock;

  constructor(db: Database, wallMs: WallClock) {
    this.#db = db;
    this.#wallMs = wallMs;
  }

  /** A new secret, in base32 for an authenticator app, in place of any earlier one. Null where nobody has the name. */
  async enrol(name: string): Promise<string | null> {
    const secret = randomBytes(SECRET_BYTES);
    const fresh = { secret, lastStep: 0, createdAtMs: this.#wallMs() };
    return this.#db.transaction(async (tx) => {
      const [user] = await tx.select({ id: users.id }).from(users).where(eq(users.name, name));
      if (user === undefined) return null;
      await tx
        .insert(secondFactors)
        .values({ userId: user.id, ...fresh })
        .onConflictDoUpdate({ target: secondFactors.userId, set: fresh });
      return base32(secret);
    });
  }

  async has({ id }: Pick<User, "id">): Promise<boolean> {
    const found = await this.#db
      .select({ userId: secondFactors.userId })
      .from(secondFactors)
      .where(eq(secondFactors.userId, id));
    return found.length > 0;
  }

  /** Takes a code once, by the first of two that come at the same time. */
  async take({ id }: Pick<User, "id">, code: string): Promise<boolean> {
    const [found] = await this.#db.select().from(secondFactors).where(eq(secondFactors.userId, id));
    if (found === undefined) return false;
    const { secret, lastStep: after } = found;
    const step = stepOfCode(secret, code, { nowMs: this.#wallMs(), after });
    if (step === null) return false;
    const taken = await this.#db
      .update(secondFactors)
      .set({ lastStep: step })
      .where(
        and(eq(secondFactors.userId, id), eq(secondFactors.secret, secret), lt(secondFactors.lastStep, step)),
      )
      .returning({ userId: secondFactors.userId });
    return taken.length > 0;
  }
}
