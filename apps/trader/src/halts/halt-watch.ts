import type { Command, CommandId, HaltRequest } from "@smart0dte/domain";
import type { DeskSession } from "../desk/desk-session.ts";
import type { HaltFolder } from "./halt-folder.ts";

export interface HaltWatchPorts {
  readonly folder: HaltFolder;
  readonly log: (line: string) => void;
}

/** Halts the session that runs as people asked for outside the desk; each mode takes a request once. */
export class HaltWatch {
  readonly #ports: HaltWatchPorts;
  readonly #asked = new Map<string, DeskSession>();

  constructor(ports: HaltWatchPorts) {
    this.#ports = ports;
  }

  /** Requests that were there before a replay began are not its business: it stands alone. */
  leaveOut(session: DeskSession): void {
    for (const { id } of this.#ports.folder.requests()) this.#asked.set(id, session);
  }

  /** Resolves when all that was asked for is done and on disk. */
  async look(session: DeskSession): Promise<void> {
    if (session.closed !== null) return;
    const { mode } = session.run.pipeline.start;
    const { folder } = this.#ports;
    const fresh = folder
      .requests()
      .filter(({ id }) => this.#asked.get(id) !== session && !folder.isTaken(id, mode));
    await Promise.all(fresh.map((request) => this.#halt(session, request)));
  }

  async #halt(session: DeskSession, request: HaltRequest): Promise<void> {
    this.#asked.set(request.id, session);
    const { mode, run } = session.run.pipeline.start;
    const { folder, log } = this.#ports;
    // answered once the journal holds it: from there it is in force at every later start
    const reply = await session.command(commandOf(request));
    // a refusal tells that the run knows the request: it was cut off before this was written
    const { seq, at } = reply.kind === "done" ? reply : { seq: session.run.seq, at: session.run.at };
    folder.take(request.id, { mode, run, seq, at });
    log(`halted from outside the desk by ${request.by}: ${request.reason}`);
  }
}

const commandOf = ({ id, by, reason, flatten }: HaltRequest): Command => ({
  id: `halt-${id}` as CommandId,
  by: { user: by, role: "admin" },
  act: { kind: "halt", flatten, reason },
});
