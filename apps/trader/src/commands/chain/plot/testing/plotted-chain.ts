import { readChainFile } from "@smart0dte/feeds";
import { analyseChain, type ChainAnalysis } from "../../chain-analysis.ts";
import { writeChain, type WrittenChain } from "../../testing/written-chain.ts";
import { chainPlot } from "../chain-plot.ts";
import { elementsOf, readXml, wordsOf, type ReadElement } from "./strict-xml.ts";

/** The analysis of a chain file at its own time. */
export const analysisOfFile = (path: string): ChainAnalysis =>
  analyseChain({ snapshot: readChainFile(path), at: null, rate: null });

export const writtenAnalysis = (chain: WrittenChain = {}): ChainAnalysis => analysisOfFile(writeChain(chain));

/** A picture read back: its root and all that is written on it. */
export function plotted(analysis: ChainAnalysis): {
  readonly root: ReadElement;
  readonly texts: readonly string[];
  readonly source: string;
} {
  const source = chainPlot(analysis);
  const root = readXml(source);
  return { root, texts: elementsOf(root, "text").map(wordsOf), source };
}
