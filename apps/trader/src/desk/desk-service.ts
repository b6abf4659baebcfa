import { unreachable, type DeskReply, type DeskRequest } from "@smart0dte/domain";
import type { Speed } from "../source/desk-clock.ts";
import type { DeskSession } from "./desk-session.ts";
import type { FramePublisher } from "./frame-publisher.ts";
import { ladderAnswer } from "./ladder-answer.ts";
import { packageAnswer } from "./package-answer.ts";

/** The session that runs now, or none. */
export interface DeskState {
  readonly current: DeskSession | null;
  readonly frames: FramePublisher;
  /** Resolves when the database holds what the run's inputs up to this one led to. */
  readonly written: (run: string, seq: number) => Promise<void>;
}

/** Answers what the gateway asks of the trading thread. */
export async function answerRequest(state: DeskState, request: DeskRequest): Promise<DeskReply> {
  const { current, frames } = state;
  if (request.kind === "snapshot") return { kind: "snapshot", frames: await frames.frames(), signals: [] };
  if (current === null)
    return refused("The desk is between two sessions. Nothing was done. Try again in a moment.");
  switch (request.kind) {
    case "command":
      if (current.closed !== null) return refused(current.closed);
      return lasting(state, current, await current.command(request.command));
    case "speed":
      return paced(state, current, request.speed);
    case "sim":
      return current.closed === null ? current.control(request.control) : refused(current.closed);
    case "bars":
      return { kind: "bars", bars: current.run.pipeline.market.bars(request.instrument) };
    case "ladder":
      return ladderAnswer(current.run, request.of, request.grid);
    case "package":
      return packageAnswer(current.run, request.legs);
    default:
      return unreachable(request);
  }
}

function paced({ frames }: DeskState, current: DeskSession, speed: Speed): DeskReply {
  const why = current.setSpeed(speed);
  if (why !== null) return refused(why);
  frames.session();
  frames.beat();
  return { kind: "done", seq: current.run.seq, at: current.run.at };
}

/** What a command did holds for other runs too, which know it from the database: it is there before it is confirmed. */
async function lasting({ written }: DeskState, { run }: DeskSession, reply: DeskReply): Promise<DeskReply> {
  if (reply.kind === "done") await written(run.pipeline.start.run, reply.seq);
  return reply;
}

const refused = (sentence: string): DeskReply => ({
  kind: "refused",
  commandId: null,
  code: "NOT_OFFERED",
  numbers: { sentence },
  at: null,
});
