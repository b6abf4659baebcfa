import { configureStore } from "@reduxjs/toolkit";
import { linkSlice } from "./link-state.ts";
import { marketReducer } from "./market-state.ts";
import { rowReducer } from "./row-state.ts";
import { sessionSlice } from "./session-state.ts";

/** What the desk last said. Knows nothing of React, so that a test drives it directly. */
export const createDeskStore = () =>
  configureStore({
    reducer: {
      market: marketReducer,
      rows: rowReducer,
      link: linkSlice.reducer,
      session: sessionSlice.reducer,
    },
    // development checks walk the whole state at every frame of the market
    middleware: (defaults) => defaults({ immutableCheck: false, serializableCheck: false }),
  });

export type DeskStore = ReturnType<typeof createDeskStore>;
export type DeskState = ReturnType<DeskStore["getState"]>;
