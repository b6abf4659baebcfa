import { BadInputError } from "@smart0dte/domain";
import { readChainFile } from "@smart0dte/feeds";
import type { CommandIo } from "../calendar-command.ts";
import { analyseChain } from "./chain-analysis.ts";
import { chainChoice, type ChainChoice, type ChainWords } from "./chain-choice.ts";
import { chainJson } from "./chain-json.ts";
import { chainTable } from "./chain-table.ts";
import { plotRefusal, writePlot } from "./plot-file.ts";
import { chainPlot } from "./plot/chain-plot.ts";

export interface ChainArgs extends ChainWords {
  readonly files: readonly string[];
  /** Path of the picture, ending in .svg. */
  readonly plot?: string | undefined;
  readonly json: boolean;
}

/** Analyses each file and prints a line of JSON or a table for it. Ends with 2 where a file or argument cannot be used. */
export function runChain({ files, plot, json, ...words }: ChainArgs, io: CommandIo): Promise<number> {
  if (files.length === 0) return refuse(io, "FILE is missing: name at least one chain file.");
  const choice = chainChoice(words);
  if (typeof choice === "string") return refuse(io, choice);
  const refusal = plot === undefined ? null : plotRefusal(plot, files.length);
  if (refusal !== null) return refuse(io, refusal);
  const codes = files.map((file) => answer(file, { choice, plot, json }, io));
  return Promise.resolve(Math.max(...codes));
}

interface Order {
  readonly choice: ChainChoice;
  readonly plot: string | undefined;
  readonly json: boolean;
}

function answer(file: string, { choice, plot, json }: Order, io: CommandIo): number {
  try {
    const analysis = analyseChain({ snapshot: readChainFile(file), ...choice });
    if (choice.rate !== null && analysis.expiry.isToday) {
      io.err(`${file}: --rate does not apply to an expiry of the same day; 0 was taken.`);
    }
    if (plot !== undefined) writePlot(plot, chainPlot(analysis));
    for (const line of json ? [chainJson(analysis)] : chainTable(analysis)) io.out(line);
    return 0;
  } catch (problem) {
    if (!(problem instanceof BadInputError)) throw problem;
    io.err(problem.message);
    return 2;
  }
}

function refuse(io: CommandIo, sentence: string): Promise<number> {
  io.err(sentence);
  return Promise.resolve(2);
}
