import { randomUUID } from "node:crypto";
import type { DeskClient } from "@smart0dte/bus/memory";
import type { CommandAct, CommandId, DisarmReason } from "@smart0dte/domain";
import type { SignedIn, Store } from "@smart0dte/storage/postgres";
import type { Monotonic } from "../auth/sign-in-limiter.ts";
import type { DeskMirror } from "../mirror/desk-mirror.ts";
import type { AuditTrail } from "../routes/audit-trail.ts";
import { ANSWER_WITHIN_MS } from "./command-desk.ts";

export interface ArmingWatchParts {
  readonly store: { readonly sessions: Pick<Store["sessions"], "findHash"> };
  readonly desk: Pick<DeskClient, "request">;
  readonly mirror: Pick<DeskMirror, "arming">;
  readonly audit: AuditTrail;
  readonly now: Monotonic;
}

/** A person who only looks around keeps an account armed; said to the desk at most this often. */
const SAY_ACTIVE_EVERY_MS = 60_000;

/** Ties an armed account to the session of whoever armed it: when that ends, the account is disarmed. */
export class ArmingWatch {
  readonly #parts: ArmingWatchParts;
  #armer: SignedIn | null = null;
  #saidActive = Number.NEGATIVE_INFINITY;

  constructor(parts: ArmingWatchParts) {
    this.#parts = parts;
  }

  /** Call before the desk is asked: it may say that it is armed before it answers. */
  asks(signedIn: SignedIn): void {
    if (!this.#isArmed) this.#armer = signedIn;
  }

  /** Somebody's browser says that a person is there. */
  async active({ tokenSha256 }: SignedIn): Promise<void> {
    if (!this.#isArmed || this.#armer?.tokenSha256.equals(tokenSha256) !== true) return;
    const now = this.#parts.now();
    if (now - this.#saidActive < SAY_ACTIVE_EVERY_MS) return;
    this.#saidActive = now;
    await this.#tell(this.#armer.user.name, { kind: "stayArmed" });
  }

  async signedOut(tokenSha256: Buffer): Promise<void> {
    if (this.#armer?.tokenSha256.equals(tokenSha256) === true) await this.#disarm("signedOut");
  }

  /** Now and then: a session may have ended by itself. A gateway that does not know who armed it takes nobody's word. */
  async check(): Promise<void> {
    if (!this.#isArmed) return;
    const armer = this.#armer;
    const stands = armer !== null && (await this.#parts.store.sessions.findHash(armer.tokenSha256)) !== null;
    if (!stands) await this.#disarm(armer === null ? "restart" : "signedOut");
  }

  get #isArmed(): boolean {
    return this.#parts.mirror.arming.kind === "armed";
  }

  async #disarm(why: DisarmReason): Promise<void> {
    if (!this.#isArmed) return;
    const by = this.#armer?.user.name ?? "desk";
    await this.#parts.audit(by, "disarm", { why });
    await this.#tell(by, { kind: "disarm", why });
  }

  /** What stays unanswered is tried again by the next look. */
  async #tell(user: string, act: CommandAct): Promise<void> {
    const command = { id: randomUUID() as string as CommandId, by: { user, role: "admin" }, act } as const;
    await this.#parts.desk.request({ kind: "command", command }, ANSWER_WITHIN_MS);
  }
}
