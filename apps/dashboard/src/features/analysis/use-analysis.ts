import type { AnalysisFrame } from "@smart0dte/gateway/contract";
import { useCallback } from "react";
import { useLatest } from "../../socket/desk-context.ts";
import type { DeskState } from "../../socket/desk-store.ts";
import type { DeskTicker } from "../../ui/desk-location.ts";

/** The newest analysis of a ticker, for words and tables; the page keeps its topic coming. */
export const useAnalysis = (ticker: DeskTicker): AnalysisFrame | undefined => useLatest(`analysis:${ticker}`);

/** How a picture reads the same from the store. */
export function useAnalysisReader(ticker: DeskTicker): (state: DeskState) => AnalysisFrame | undefined {
  return useCallback((state: DeskState) => state.market.latest[`analysis:${ticker}`], [ticker]);
}
