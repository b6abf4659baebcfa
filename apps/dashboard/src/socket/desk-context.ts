import type { LatestTopic, ListTopic, Role } from "@smart0dte/gateway/contract";
import { createContext, use, useEffect, useSyncExternalStore } from "react";
import { useSelector } from "react-redux";
import type { DeskApi } from "../api/desk-api.ts";
import type { CandleBook } from "./candle-book.ts";
import type { ClockView, DeskClock } from "./desk-clock.ts";
import type { DeskSocket } from "./desk-socket.ts";
import type { DeskState } from "./desk-store.ts";

/** What the composition root made, handed down the tree. */
export interface Desk {
  readonly api: DeskApi;
  readonly socket: DeskSocket;
  readonly clock: DeskClock;
  readonly candles: CandleBook;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (desk === null) throw new Error("The desk is only there below its provider");
  return desk;
}

export const useDeskState = useSelector.withTypes<DeskState>();

/** The newest body of a topic; undefined before the first. */
export const useLatest = <T extends LatestTopic>(topic: T): DeskState["market"]["latest"][T] =>
  useDeskState((state) => state.market.latest[topic]);

/** A list newest first; null before the first snapshot. */
export const useRows = <T extends ListTopic>(topic: T): DeskState["rows"][T] =>
  useDeskState((state) => state.rows[topic]);

export const useHello = () => useDeskState((state) => state.link.hello);

/** What the gateway enforces by role, mirrored: the screen only says why a control rests. */
export function useMayAct(): boolean {
  return useDeskState(({ session }) => session.status === "in" && session.me.role !== "viewer");
}

/** Null while nobody is signed in. */
export function useRole(): Role | null {
  return useDeskState(({ session }) => (session.status === "in" ? session.me.role : null));
}

/** Keeps a topic coming while the component is there. */
export function useTopic(topic: string | null): void {
  const { socket } = useDesk();
  useEffect(() => (topic === null ? undefined : socket.want(topic)), [socket, topic]);
}

/** Something read from the shared clock; renders again only when it changes. Return text, numbers or booleans. */
export function useClock<Value extends string | number | boolean | null>(
  read: (view: ClockView) => Value,
): Value {
  const { clock } = useDesk();
  const look = () => read(clock.view());
  return useSyncExternalStore(clock.subscribe, look, look);
}
