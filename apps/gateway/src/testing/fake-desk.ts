import { MessageChannel } from "node:worker_threads";
import { connectDesk, serveDesk, type DeskClient, type DeskServer } from "@smart0dte/bus/memory";
import {
  applyParameters,
  epochMicros,
  usdE4,
  type Arming,
  type Command,
  type DeskFrame,
  type DeskReply,
  type DeskRequest,
  type EpochMicros,
  type HaltCause,
  type SessionStart,
} from "@smart0dte/domain";
import { aSessionStart, minute } from "@smart0dte/domain/testing";

/** Keeps the desk's side of the contract without a market: halts, resumes, parameters, once per command id. */
export class FakeDesk {
  readonly client: DeskClient;
  readonly #server: DeskServer;
  readonly #seen = new Set<string>();
  readonly requests: DeskRequest[] = [];
  #start: SessionStart;
  #halts: readonly HaltCause[] = [];
  #seq = 0;
  arming: Arming = { kind: "notNeeded" };
  /** While true nothing is answered. */
  isSilent = false;
  /** While true commands are carried out and published, but not answered. */
  losesAnswers = false;
  bars: Extract<DeskReply, { kind: "bars" }>["bars"] = [];
  /** What is answered whoever asks for a ladder. */
  ladder: Extract<DeskReply, { kind: "ladder" | "noLadder" }> = {
    kind: "noLadder",
    at: epochMicros(1_000_000),
    why: { code: "closed" },
  };

  /** What is answered whoever asks for a package. */
  package: Extract<DeskReply, { kind: "package" | "noPackage" }> = {
    kind: "noPackage",
    at: epochMicros(1_000_000),
    why: { code: "closed" },
  };

  constructor(over: Partial<SessionStart> = {}) {
    const { port1, port2 } = new MessageChannel();
    this.#start = aSessionStart(over);
    this.#server = serveDesk(port1, { onRequest: (request) => this.#answer(request) });
    this.client = connectDesk(port2);
  }

  publish(frame: DeskFrame): void {
    this.#server.publish(frame);
  }

  /** Session and book: what a gateway needs before it serves. */
  open(): void {
    this.publish({ kind: "session", start: this.#start, speed: 1, planted: true });
    this.#publishBook();
  }

  /** Another run begins. */
  begin(over: Partial<SessionStart>): void {
    this.#start = { ...this.#start, ...over };
    this.#halts = [];
    this.open();
  }

  /** Desk time of the last answer. */
  get now(): EpochMicros {
    return epochMicros(minute(60) + this.#seq);
  }

  halt(cause: HaltCause): void {
    this.#halts = [...this.#halts, cause];
    this.#publishBook();
  }

  beat(deskNow = minute(60)): void {
    this.publish({
      kind: "beat",
      deskNow,
      speed: 1,
      seq: this.#seq,
      phase: "open",
      loopDelayMs: 1,
      journalBytes: 0,
    });
  }

  close(): void {
    this.#server.close();
    this.client.close();
  }

  async #answer(request: DeskRequest): Promise<DeskReply> {
    this.requests.push(request);
    if (this.isSilent) return new Promise(() => {});
    this.#seq += 1;
    const at = this.now;
    switch (request.kind) {
      case "command":
        return this.#lost(this.#command(request.command, at));
      case "speed":
      case "sim":
        return { kind: "done", seq: this.#seq, at };
      case "bars":
        return {
          kind: "bars",
          bars: this.bars.filter(({ instrument }) => instrument === request.instrument),
        };
      case "ladder":
        return this.ladder;
      case "package":
        return this.package;
      case "snapshot":
        return { kind: "snapshot", frames: [], signals: [] };
    }
  }

  #lost(reply: DeskReply): DeskReply | Promise<DeskReply> {
    return this.losesAnswers ? new Promise(() => {}) : reply;
  }

  #command({ id, by, act }: Command, at: EpochMicros): DeskReply {
    const refuse = (
      code: "DUPLICATE" | "UNKNOWN_PLAN" | "BAD_PARAMETER",
      numbers: Record<string, string>,
    ): DeskReply => ({
      kind: "refused",
      commandId: id,
      code,
      numbers,
      at,
    });
    if (this.#seen.has(id)) return refuse("DUPLICATE", { command: id });
    this.#seen.add(id);
    if (act.kind === "acceptPlan") return refuse("UNKNOWN_PLAN", { plan: act.planId });
    if (act.kind === "halt")
      this.#halts = [...this.#halts, { kind: "manual", by: by.user, reason: act.reason, at }];
    if (act.kind === "resume") this.#halts = [];
    if (act.kind === "arm") {
      const { user, account } = { user: by.user, account: act.account };
      this.arming = { kind: "armed", by: user, account, since: at, until: minute(405), actedAt: at };
    }
    if (act.kind === "disarm") this.arming = { kind: "disarmed", why: act.why, since: at };
    if (act.kind === "setParameters") {
      const applied = applyParameters(this.#start.parameters, act.changes);
      if (!applied.ok) return refuse("BAD_PARAMETER", { sentence: applied.error.sentence });
      this.#start = { ...this.#start, parameters: applied.value };
    }
    this.publish({
      kind: "decisions",
      seq: this.#seq,
      decisions: [{ type: "commandDone", at, commandId: id }],
    });
    this.#publishBook();
    return { kind: "done", seq: this.#seq, at };
  }

  #publishBook(): void {
    const nothing = usdE4(0);
    this.publish({
      kind: "book",
      at: minute(60),
      positions: [],
      marks: [],
      orders: [],
      day: {
        at: minute(60),
        mid: nothing,
        executable: nothing,
        realised: nothing,
        fees: nothing,
        unmarkable: [],
        how: "quoted",
      },
      halts: this.#halts,
      breakers: [],
      parameters: this.#start.parameters,
      arming: this.arming,
    });
  }
}
