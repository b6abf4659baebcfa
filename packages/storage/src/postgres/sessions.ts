import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, lt } from "drizzle-orm";
import type { Database, WallClock } from "./database.ts";
import { sessions, users } from "./schema/people-tables.ts";
import type { User } from "./users.ts";

export interface SessionLimits {
  /** Milliseconds without a person's act after which a session has ended. */
  readonly idleMs: number;
  /** Milliseconds after which it ends in any case. */
  readonly lifeMs: number;
}

export interface SignedIn {
  readonly user: User;
  readonly tokenSha256: Buffer;
}

/** Marking a session as seen is written at most this often: it is read on every request. */
const SEEN_EVERY_MS = 5_000;

/** Who is signed in. The token itself is known to the browser alone; here only its SHA-256 is kept. */
export class Sessions {
  readonly #db: Database;
  readonly #wallMs: WallClock;
  readonly #limits: SessionLimits;

  constructor(
    db: Database,
    { wallMs, limits }: { readonly wallMs: WallClock; readonly limits: SessionLimits },
  ) {
    this.#db = db;
    this.#wallMs = wallMs;
    this.#limits = limits;
  }

  /** Opens a session and says its token: 256 random bits, once. Ended ones are swept away. */
  async open(user: User): Promise<string> {
    const token = randomBytes(32).toString("base64url");
    const now = this.#wallMs();
    await this.#db.delete(sessions).where(lt(sessions.expiresAtMs, now));
    await this.#db.insert(sessions).values({
      tokenSha256: hashOf(token),
      userId: user.id,
      createdAtMs: now,
      lastSeenAtMs: now,
      expiresAtMs: now + this.#limits.lifeMs,
    });
    return token;
  }

  find(token: string): Promise<SignedIn | null> {
    return this.findHash(hashOf(token));
  }

  /** The session's user while it lasts; null when it is unknown, ended, idle for too long or its user disabled. */
  async findHash(tokenSha256: Buffer): Promise<SignedIn | null> {
    const now = this.#wallMs();
    const [found] = await this.#db
      .select({
        id: users.id,
        name: users.name,
        role: users.role,
        mustChange: users.mustChange,
        disabled: users.disabled,
      })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(
        and(
          eq(sessions.tokenSha256, tokenSha256),
          eq(users.disabled, false),
          gt(sessions.expiresAtMs, now),
          gt(sessions.lastSeenAtMs, now - this.#limits.idleMs),
        ),
      );
    return found === undefined ? null : { user: found, tokenSha256 };
  }

  /** A person acted: the idle time starts again. Does not revive an ended session. */
  async seen({ tokenSha256 }: SignedIn): Promise<void> {
    const now = this.#wallMs();
    await this.#db
      .update(sessions)
      .set({ lastSeenAtMs: now })
      .where(
        and(
          eq(sessions.tokenSha256, tokenSha256),
          lt(sessions.lastSeenAtMs, now - SEEN_EVERY_MS),
          gt(sessions.lastSeenAtMs, now - this.#limits.idleMs),
        ),
      );
  }

  async end({ tokenSha256 }: SignedIn): Promise<void> {
    await this.#db.delete(sessions).where(eq(sessions.tokenSha256, tokenSha256));
  }
}

const hashOf = (token: string): Buffer => createHash("sha256").update(token).digest();
