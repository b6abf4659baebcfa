import type { BodyOf, LatestTopic, ListTopic, Me } from "@smart0dte/gateway/contract";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { Provider } from "react-redux";
import { MemoryRouter } from "react-router";
import { DeskApi } from "../api/desk-api.ts";
import { CandleBook } from "../socket/candle-book.ts";
import { DeskClock } from "../socket/desk-clock.ts";
import { DeskContext, type Desk } from "../socket/desk-context.ts";
import { DeskSocket } from "../socket/desk-socket.ts";
import { createDeskStore, type DeskStore } from "../socket/desk-store.ts";
import { linkSlice } from "../socket/link-state.ts";
import { sessionSlice } from "../socket/session-state.ts";
import { aHello } from "./contract-bodies.ts";

/** What the desk has said so far, and who looks. */
export interface Said {
  readonly latest?: { readonly [T in LatestTopic]?: BodyOf<T> };
  readonly rows?: { readonly [T in ListTopic]?: BodyOf<T>["rows"] };
  /** Desk time in microseconds. */
  readonly now?: number;
  readonly role?: Me["role"];
}

/** The words that a part of the screen shows first for what the desk said, tags left out; nothing acts. */
export function screenText(part: ReactNode, said: Said = {}): string {
  const store = storeOf(said);
  const markup = renderToStaticMarkup(
    <Provider store={store}>
      <DeskContext value={deskOf(store, said.now ?? 0)}>
        <MemoryRouter>{part}</MemoryRouter>
      </DeskContext>
    </Provider>,
  );
  return markup
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function storeOf({ latest = {}, rows = {}, role = "trader" }: Said): DeskStore {
  const store = createDeskStore();
  store.dispatch(linkSlice.actions.opened(aHello()));
  store.dispatch(sessionSlice.actions.signedIn({ name: "trader-1", role, mustChangePassword: false }));
  store.dispatch({ type: "market/flushed", bodies: latest });
  for (const [topic, list] of Object.entries(rows))
    store.dispatch({ type: "rows/replaced", topic, rows: list });
  return store;
}

function deskOf(store: DeskStore, now: number): Desk {
  const clock = new DeskClock({ monotonic: () => 0, wall: () => 0 });
  clock.heard({ deskNow: now, wallNow: 0, speed: 1 });
  const candles = new CandleBook();
  const nothing = (): void => {};
  const socket = new DeskSocket({
    store,
    clock,
    candles,
    open: () => ({ send: nothing, close: nothing, onmessage: null, onclose: null }),
    nextFrame: nothing,
    later: nothing,
    chance: () => 0,
    onEnded: nothing,
  });
  return { api: new DeskApi(() => new Promise(() => {})), clock, candles, socket };
}
