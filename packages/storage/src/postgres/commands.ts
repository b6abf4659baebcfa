import { eq } from "drizzle-orm";
import type { Database, WallClock } from "./database.ts";
import { commands } from "./schema/people-tables.ts";

/** What is known of a command id when it arrives. */
export type CommandClaim =
  | { readonly kind: "new" }
  /** Came before and was answered: the same answer again. */
  | { readonly kind: "answered"; readonly reply: unknown }
  /** Came before and is not answered yet. */
  | { readonly kind: "unanswered" }
  /** Came before as another act or from another person. */
  | { readonly kind: "taken" };

/** Which command ids were used for what, so that a double click and a retry are one act. */
export class Commands {
  readonly #db: Database;
  readonly #wallMs: WallClock;

  constructor(db: Database, wallMs: WallClock) {
    this.#db = db;
    this.#wallMs = wallMs;
  }

  /** `request` is the act in canonical JSON. */
  async claim(
    id: string,
    { user, request }: { readonly user: string; readonly request: string },
  ): Promise<CommandClaim> {
    const claimed = await this.#db
      .insert(commands)
      .values({ id, userName: user, request, receivedAtMs: this.#wallMs() })
      .onConflictDoNothing()
      .returning({ id: commands.id });
    if (claimed.length > 0) return { kind: "new" };
    const [known] = await this.#db.select().from(commands).where(eq(commands.id, id));
    if (known === undefined || known.userName !== user || known.request !== request) return { kind: "taken" };
    return known.reply === null ? { kind: "unanswered" } : { kind: "answered", reply: known.reply };
  }

  async answer(id: string, reply: unknown): Promise<void> {
    await this.#db.update(commands).set({ reply, repliedAtMs: this.#wallMs() }).where(eq(commands.id, id));
  }
}
