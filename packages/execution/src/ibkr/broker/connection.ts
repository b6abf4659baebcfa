import { MICROS_PER_MINUTE } from "@smart0dte/domain";
import { checkAccount } from "../orders/account-kind.ts";
import { resetWindowAt } from "../session/reset-windows.ts";
import { sessionStep } from "../session/session-step.ts";
import { DISCONNECTED, type Moment, type SessionInput, type SessionState } from "../session/session-state.ts";
import type { TwsCodec } from "../words/tws-codec.ts";
import type { TwsHeard } from "../words/tws-heard.ts";
import type { TwsSay } from "../words/tws-say.ts";
import type { IbkrBrokerOptions } from "./broker-options.ts";
import { accountWords } from "../words/problem-words.ts";

type Bare<Input> = Input extends unknown ? Omit<Input, keyof Moment> : never;

export interface ConnectionEars {
  hear(heard: TwsHeard): void;
  /** The connection is gone: what was not said never will be. */
  dropped(): void;
  probe(): void;
  synchronise(): void;
  changed(before: SessionState, after: SessionState): void;
}

/** Below, the library reads completed orders wrongly, without a word. */
const LOWEST_SERVER_VERSION = 177;

/** One connection at a time, each through a codec of its own; what an old one still says is not heard. */
export class Connection {
  readonly #options: IbkrBrokerOptions;
  readonly #ears: ConnectionEars;
  #state: SessionState = DISCONNECTED;
  #codec: TwsCodec | null = null;
  #inbox: TwsHeard[] = [];
  #reset: { readonly minute: number; readonly name: string | null } = { minute: -1, name: null };

  constructor(options: IbkrBrokerOptions, ears: ConnectionEars) {
    this.#options = options;
    this.#ears = ears;
  }

  get state(): SessionState {
    return this.#state;
  }

  /** The reset window that this moment lies in. */
  get reset(): string | null {
    const { surroundings, resetWindows } = this.#options;
    const now = surroundings.now();
    const minute = Math.floor(now / MICROS_PER_MINUTE);
    // asked with every message, and windows begin and end with a minute
    if (minute !== this.#reset.minute)
      this.#reset = { minute, name: resetWindowAt(resetWindows, now)?.name ?? null };
    return this.#reset.name;
  }

  /** False when nobody is there to hear it. */
  say(words: TwsSay): boolean {
    this.#codec?.say(words);
    return this.#codec !== null;
  }

  step(input: Bare<SessionInput>): void {
    const before = this.#state;
    const { state, out } = sessionStep(
      before,
      { ...input, ...this.#moment() } as SessionInput,
      this.#options.session,
    );
    this.#state = state;
    for (const effect of out) {
      if (effect === "open") this.#open();
      else if (effect === "drop") this.#drop();
      else this.#ears[effect]();
    }
    if (before.state !== state.state) this.#ears.changed(before, state);
  }

  /** What a message does to the session itself. */
  hearForSession(heard: TwsHeard): void {
    if (heard.hear === "closed") {
      this.step({ kind: "closed", why: heard.why });
      return;
    }
    this.step({ kind: "life" });
    if (heard.hear === "opened") this.#hearVersion(heard.serverVersion);
    if (heard.hear === "accounts")
      this.step({ kind: "accounts", problem: this.#accountProblem(heard.accounts) });
    if (heard.hear === "nextValidId") this.step({ kind: "nextValidId" });
    if (heard.hear === "notice" && heard.about === null) {
      this.step({ kind: "notice", code: heard.code, text: heard.text });
    }
    // the decoder lost its place: whatever follows on this connection is worth nothing
    if (heard.hear === "unreadable" && heard.what === "message")
      this.step({ kind: "broken", why: heard.why });
    if (heard.hear === "unreadable" && heard.what !== "message") this.step({ kind: "doubt", why: heard.why });
  }

  #hearVersion(version: number): void {
    this.step({ kind: "opened" });
    if (version >= LOWEST_SERVER_VERSION) return;
    this.step({
      kind: "accounts",
      problem: `server version ${version} is older than ${LOWEST_SERVER_VERSION}`,
    });
  }

  #open(): void {
    const inbox: TwsHeard[] = [];
    this.#inbox = inbox;
    this.#codec = this.#options.openCodec(this.#options.address, (heard) => {
      inbox.push(heard);
      if (inbox.length === 1)
        this.#options.surroundings.later(() => {
          this.#empty(inbox);
        });
    });
  }

  #empty(inbox: TwsHeard[]): void {
    while (this.#inbox === inbox) {
      const heard = inbox[0];
      if (heard === undefined) return;
      this.#ears.hear(heard);
      inbox.shift();
    }
  }

  #drop(): void {
    this.#inbox = [];
    this.#codec?.close();
    this.#codec = null;
    this.#ears.dropped();
  }

  #accountProblem(managed: readonly string[]): string | null {
    const { account, accountKind: kind, address, simulatorPort } = this.#options;
    const checked = checkAccount({ account, kind, port: address.port }, managed, simulatorPort);
    return checked.ok ? null : accountWords(checked.error);
  }

  #moment(): Moment {
    const { surroundings } = this.#options;
    return { at: surroundings.monotonic(), chance: surroundings.chance(), reset: this.reset };
  }
}
