import { BadInputError, type EpochMicros } from "@smart0dte/domain";
import { parseInstant, readChainFile } from "@smart0dte/feeds";
import type { CommandIo } from "../calendar-command.ts";
import { analyseChain } from "./chain-analysis.ts";
import { chainJson } from "./chain-json.ts";
import { chainTable } from "./chain-table.ts";

export interface ChainArgs {
  readonly files: readonly string[];
  /** As written; undefined to take the time of the files' run. */
  readonly at?: string | undefined;
  /** As written, a fraction a year. */
  readonly rate?: string | undefined;
  readonly json: boolean;
}

/** What the command's help adds to its arguments. */
export const CHAIN_HELP = `FILE is a chain of SPY, QQQ or IWM as yfinance gives it, packed by gzip or not; spot and time come from
meta.json beside it. Analysed is the earliest expiry still open.

  forward       put-call parity of the pairs near the money; the spot only where fewer than three agree
  iv, Greeks    from the middle of a strike's out-of-the-money quote, for both its contracts; same day: rate 0
  expectedMove  one standard deviation to the close: forward x ATM volatility x root of the time
  straddle      call and put at the strike nearest the forward, both at their middle (not executable)
  plans         credit verticals sell half an expected move out, debit verticals buy at the money, the condor
                sells one move out on both sides; each about one move wide, the nearest strikes quoted on both
                sides whose profit exceeds the fees; prices are executable, dollars per package of 100 shares

--at TIME states when the quotes were made (2026-08-14T15:23:00Z); --rate R is a fraction a year (0.0425) and
applies only to an expiry of a later day.`;

/** Analyses each file and prints a line of JSON or a table for it. Ends with 2 where a file or argument cannot be used. */
export function runChain({ files, at, rate, json }: ChainArgs, io: CommandIo): Promise<number> {
  const stated = { at: instantFrom(at), rate: rateFrom(rate) };
  if (files.length === 0) return refuse(io, "FILE is missing: name at least one chain file.");
  if (stated.at === "bad") {
    return refuse(io, `--at is not an instant with its offset: "${at}" (2026-08-14T15:23:00Z).`);
  }
  if (stated.rate === "bad") {
    return refuse(io, `--rate is not a fraction a year between -0.1 and 0.5: "${rate}" (0.0425 is 4.25 %).`);
  }
  const question = { at: stated.at, rate: stated.rate };
  const codes = files.map((file) => answer(file, { question, json }, io));
  return Promise.resolve(Math.max(...codes));
}

interface Order {
  readonly question: { readonly at: EpochMicros | null; readonly rate: number | null };
  readonly json: boolean;
}

function answer(file: string, { question, json }: Order, io: CommandIo): number {
  try {
    const analysis = analyseChain({ snapshot: readChainFile(file), ...question });
    if (question.rate !== null && analysis.expiry.isToday) {
      io.err(`${file}: --rate does not apply to an expiry of the same day; 0 was taken.`);
    }
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

const instantFrom = (text: string | undefined): EpochMicros | null | "bad" =>
  text === undefined ? null : (parseInstant(text) ?? "bad");

const LOWEST_RATE = -0.1;
const HIGHEST_RATE = 0.5;

function rateFrom(text: string | undefined): number | null | "bad" {
  if (text === undefined) return null;
  const rate = /^-?\d*\.?\d+$/.test(text) ? Number(text) : Number.NaN;
  return rate >= LOWEST_RATE && rate <= HIGHEST_RATE ? rate : "bad";
}
