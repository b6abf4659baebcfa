import { unreachable, type DeskReply, type DeskRequest } from "@smart0dte/domain";
import type { DeskSession } from "./desk-session.ts";
import type { FramePublisher } from "./frame-publisher.ts";

/** The session that runs now, or why none does. */
export interface DeskState {
  readonly current: DeskSession | null;
  readonly frames: FramePublisher;
}

/** Answers what the gateway asks of the trading thread. */
export async function answerRequest(state: DeskState, request: DeskRequest): Promise<DeskReply> {
  const { current, frames } = state;
  if (request.kind === "snapshot") return { kind: "snapshot", frames: frames.frames(), signals: [] };
  if (current === null)
    return refused("The desk is between two sessions. Nothing was done. Try again in a moment.");
  switch (request.kind) {
    case "command":
      if (current.isOver)
        return refused("The session has ended and its journal is closed. Nothing was done.");
      return current.command(request.command);
    case "speed":
      current.setSpeed(request.speed);
      frames.session();
      frames.beat();
      return { kind: "done", seq: current.run.seq, at: current.run.at };
    case "sim":
      return current.control(request.control);
    case "bars":
      return { kind: "bars", bars: current.run.pipeline.market.bars(request.instrument) };
    default:
      return unreachable(request);
  }
}

const refused = (sentence: string): DeskReply => ({
  kind: "refused",
  commandId: null,
  code: "NOT_OFFERED",
  numbers: { sentence },
  at: null,
});
