import { createSlice, type PayloadAction } from "@reduxjs/toolkit";
import type { Me } from "@smart0dte/gateway/contract";

/** Who sits here. `why` tells the sign-in page how the last session ended. */
export type SessionState =
  | { readonly status: "unknown" }
  | { readonly status: "out"; readonly why: string | null }
  | { readonly status: "in"; readonly me: Me };

export const sessionSlice = createSlice({
  name: "session",
  initialState: { status: "unknown" } as SessionState,
  reducers: {
    signedIn: (_state, { payload }: PayloadAction<Me>): SessionState => ({ status: "in", me: payload }),
    signedOut: (_state, { payload }: PayloadAction<string | null>): SessionState => ({
      status: "out",
      why: payload,
    }),
  },
});
