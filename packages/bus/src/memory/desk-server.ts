import type { MessagePort } from "node:worker_threads";
import type { DeskFrame, DeskReply, DeskRequest } from "@smart0dte/domain";
import type { FromDesk, ToDesk } from "./desk-wire.ts";
import { FrameShelf } from "./frame-shelf.ts";

/** Newest-wins frames that may be under way to the reader at once; more are conflated here. */
export const READER_WINDOW = 64;

/** Never conflated, and never overtaken by one another: a decision belongs to the session before it. */
const IN_ORDER: ReadonlySet<DeskFrame["kind"]> = new Set(["session", "decisions", "digest"]);

export interface DeskServer {
  /** Returns at once. Sessions, decisions and digests always go out, in order; the rest newest-wins, at the reader's pace. */
  publish(frame: DeskFrame): void;
  close(): void;
}

export interface DeskService {
  /** A rejection is a bug: it stays unhandled and ends the thread, and the asker is told nothing. */
  readonly onRequest: (request: DeskRequest) => Promise<DeskReply>;
}

/** The trading thread's end of the bus: serialises nothing but the structured clone, waits for nobody. */
export function serveDesk(port: MessagePort, { onRequest }: DeskService): DeskServer {
  const shelf = new FrameShelf();
  let sent = 0;
  let seen = 0;
  let closed = false;

  const post = (message: FromDesk): void => {
    if (!closed) port.postMessage(message);
  };
  const drain = (): void => {
    while (sent - seen < READER_WINDOW) {
      const frame = shelf.take();
      if (frame === null) return;
      sent += 1;
      post({ wire: "frame", n: sent, frame });
    }
  };
  const answer = async (id: number, request: DeskRequest): Promise<void> => {
    post({ wire: "reply", id, reply: await onRequest(request) });
  };

  port.on("message", (message: ToDesk) => {
    if (message.wire === "seen") {
      seen = message.n;
      drain();
    } else void answer(message.id, message.request);
  });
  port.on("close", () => {
    closed = true;
    shelf.clear();
  });

  return {
    publish: (frame) => {
      if (IN_ORDER.has(frame.kind)) return post({ wire: "frame", n: sent, frame });
      shelf.put(frame);
      drain();
    },
    close: () => {
      closed = true;
      port.close();
    },
  };
}
