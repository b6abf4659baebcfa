import { createSlice, type PayloadAction } from "@reduxjs/toolkit";
import type { Beat, Hello } from "@smart0dte/gateway/contract";
import type { ByeReason } from "./server-message.ts";

/** The line to the desk and what the desk said about itself. */
export interface LinkState {
  readonly status: "idle" | "connecting" | "open" | "waiting";
  readonly hello: Hello | null;
  readonly phase: Beat["phase"] | null;
  readonly speed: number | null;
  readonly loopDelayMs: Beat["loopDelayMs"] | null;
  readonly bye: ByeReason | null;
  /** Desk time at which a person froze the panels. */
  readonly frozenAt: number | null;
}

const start: LinkState = {
  status: "idle",
  hello: null,
  phase: null,
  speed: null,
  loopDelayMs: null,
  bye: null,
  frozenAt: null,
};

export const linkSlice = createSlice({
  name: "link",
  initialState: start as LinkState,
  reducers: {
    connecting: (state) => ({ ...state, status: "connecting" as const }),
    opened: (state, { payload }: PayloadAction<Hello>) => ({
      ...state,
      status: "open" as const,
      hello: payload,
      bye: null,
    }),
    beaten: (state, { payload }: PayloadAction<Beat>) =>
      state.phase === payload.phase &&
      state.speed === payload.speed &&
      state.loopDelayMs?.trading === payload.loopDelayMs.trading &&
      state.loopDelayMs.gateway === payload.loopDelayMs.gateway
        ? state
        : { ...state, phase: payload.phase, speed: payload.speed, loopDelayMs: payload.loopDelayMs },
    saidGoodbye: (state, { payload }: PayloadAction<ByeReason>) => ({ ...state, bye: payload }),
    lost: (state) => ({ ...state, status: "waiting" as const }),
    froze: (state, { payload }: PayloadAction<number | null>) => ({ ...state, frozenAt: payload }),
    reset: () => start,
  },
});
