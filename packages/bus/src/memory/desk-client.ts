import type { MessagePort } from "node:worker_threads";
import type { DeskFrame, DeskReply, DeskRequest } from "@smart0dte/domain";
import type { FromDesk, ToDesk } from "./desk-wire.ts";

export interface DeskClient {
  /** Every listener hears every frame from now on; frames wait in the port until the first listener or request. */
  onFrame(listener: (frame: DeskFrame) => void): void;
  /** Answered once, or `"noAnswer"` after the given milliseconds; a late answer is dropped. */
  request(request: DeskRequest, timeoutMs: number): Promise<DeskReply | "noAnswer">;
  close(): void;
}

interface Waiting {
  readonly settle: (reply: DeskReply | "noAnswer") => void;
  readonly timer: NodeJS.Timeout;
}

/** The gateway thread's end of the bus. Tells the trading side once a turn how far it has read. */
export function connectDesk(port: MessagePort): DeskClient {
  const listeners: ((frame: DeskFrame) => void)[] = [];
  const waiting = new Map<number, Waiting>();
  let asked = 0;
  let read = 0;
  let told = 0;
  let closed = false;

  const post = (message: ToDesk): void => {
    if (!closed) port.postMessage(message);
  };
  const tell = (): void => {
    if (told === read) return;
    told = read;
    post({ wire: "seen", n: read });
  };
  const settle = (id: number, reply: DeskReply | "noAnswer"): void => {
    const asker = waiting.get(id);
    if (asker === undefined) return;
    waiting.delete(id);
    clearTimeout(asker.timer);
    asker.settle(reply);
  };
  const end = (): void => {
    closed = true;
    for (const id of [...waiting.keys()]) settle(id, "noAnswer");
  };

  const receive = (message: FromDesk): void => {
    if (message.wire === "reply") return settle(message.id, message.reply);
    if (read === told) setImmediate(tell);
    read = Math.max(read, message.n);
    for (const listener of listeners) listener(message.frame);
  };
  let started = false;
  const start = (): void => {
    if (started) return;
    started = true;
    port.on("message", receive);
  };
  port.on("close", end);

  return {
    onFrame: (listener) => {
      listeners.push(listener);
      start();
    },
    request: (request, timeoutMs) => {
      if (closed) return Promise.resolve("noAnswer");
      start();
      asked += 1;
      const id = asked;
      return new Promise((resolve) => {
        const timer = setTimeout(() => settle(id, "noAnswer"), timeoutMs);
        waiting.set(id, { settle: resolve, timer });
        post({ wire: "request", id, request });
      });
    },
    close: () => {
      end();
      port.close();
    },
  };
}
