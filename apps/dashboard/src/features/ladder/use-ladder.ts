import type { LadderFrame } from "@smart0dte/gateway/contract";
import { useCallback } from "react";
import { useDesk } from "../../socket/desk-context.ts";
import { useAsked, type Asked } from "../../ui/use-asked.ts";

export type LadderState = Asked<LadderFrame>;

/** The newest ladder of something, asked for while it is shown; null asks nothing. */
export function useLadder(of: string | null, points: number, pulse: number | null = null): LadderState {
  const { api } = useDesk();
  const question = useCallback((wanted: string) => api.ladder(wanted, points), [api, points]);
  return useAsked(of, question, pulse);
}
