import { ROUTES } from "@smart0dte/gateway/contract";
import { DeskApi } from "../api/desk-api.ts";
import { CandleBook } from "../socket/candle-book.ts";
import type { Desk } from "../socket/desk-context.ts";
import { DeskClock } from "../socket/desk-clock.ts";
import { DeskSocket, type Line } from "../socket/desk-socket.ts";
import { createDeskStore, type DeskStore } from "../socket/desk-store.ts";
import { sessionSlice } from "../socket/session-state.ts";

export interface ConnectedDesk {
  readonly store: DeskStore;
  readonly desk: Desk;
}

/** The composition root of the screen: the only place that knows the browser's clock, network and frames. */
export function connectDesk(): ConnectedDesk {
  const store = createDeskStore();
  const api = new DeskApi(async (input, init) => {
    const reply = await fetch(input, init);
    const session = store.getState().session;
    if (reply.status === 401 && session.status === "in")
      store.dispatch(sessionSlice.actions.signedOut(ENDED.unknown));
    return reply;
  });
  const clock = new DeskClock({ monotonic: () => performance.now(), wall: () => Date.now() });
  const candles = new CandleBook();
  const socket = new DeskSocket({
    store,
    clock,
    candles,
    open: openLine,
    nextFrame: (run) => {
      requestAnimationFrame(run);
    },
    later: (run, ms) => {
      setTimeout(run, ms);
    },
    chance: Math.random,
    onEnded: (reason) => {
      // a cut line may mean that the session is gone: a 401 to this question signs out
      if (reason === "unknown") void api.me();
      else store.dispatch(sessionSlice.actions.signedOut(ENDED[reason]));
    },
  });
  return { store, desk: { api, clock, candles, socket } };
}

const ENDED = {
  signedOut: "Signed out. Sign in again; nothing was sent.",
  idle: "Signed out because nobody was here. Sign in again; nothing was sent.",
  unknown: "The session has ended. Sign in again; nothing was sent.",
} as const;

function openLine(): Line {
  const socket = new WebSocket(ROUTES.socket);
  const line: Line = {
    send: (text) => {
      socket.send(text);
    },
    close: () => {
      socket.close();
    },
    onmessage: null,
    onclose: null,
  };
  socket.onmessage = (event: MessageEvent<unknown>) => line.onmessage?.({ data: event.data });
  socket.onclose = () => line.onclose?.();
  return line;
}
