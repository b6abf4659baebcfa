import type { Command } from "commander";
import { BadInputError } from "@smart0dte/domain";
import { HistoricalClient, HistoricalError } from "@smart0dte/databento/historical";
import type { CommandIo } from "./calendar-command.ts";
import { fetchBatch } from "./fetch/fetch-batch.ts";
import { failureJson, failureLines } from "./fetch/fetch-failure.ts";
import { fetchRange } from "./fetch/fetch-range.ts";
import { parseFetchWords, type FetchWords } from "./fetch/fetch-words.ts";
import { terminalAsk, type Ask } from "./fetch/terminal-ask.ts";

/** `smart0dte fetch`: downloads a range of history, within a limit of cost. */
export function addFetch(program: Command, io: CommandIo, ended: (code: number) => void): void {
  program
    .command("fetch")
    .description("downloads history from Databento into a .dbn.zst file, after asking what it costs")
    .requiredOption("--dataset <dataset>", "one dataset: OPRA.PILLAR, EQUS.MINI, …")
    .requiredOption("--schema <schema>", "one schema: cmbp-1, cbbo-1s, trades, definition, statistics, …")
    .requiredOption("--symbols <symbols>", "parted by commas, or ALL_SYMBOLS")
    .option(
      "--stype-in <stype>",
      "how the symbols are written: raw_symbol, parent, instrument_id, …",
      "raw_symbol",
    )
    .option("--stype-out <stype>", "what the file calls them", "instrument_id")
    .requiredOption(
      "--start <time>",
      "the first moment: 2026-08-21, 2026-08-21T13:30:00Z (UTC) or nanoseconds",
    )
    .requiredOption("--end <time>", "the first moment that is no longer asked for")
    .option("--limit <records>", "the most records")
    .requiredOption("--out <file|dir>", "a name that ends in .dbn.zst, or a folder in which it is named")
    .option("--max-cost-usd <usd>", "the most that this file may cost; 0 takes only what is free", "0")
    .option("--yes", "does not ask at the terminal before what costs something", false)
    .option("--resumes <count>", "how often a stream that breaks is gone on with at once", "0")
    .option("--batch", "has the server make files (a day each) and downloads those into the folder", false)
    .option("--key <key>", "the API key (else DATABENTO_API_KEY)")
    .option("--base-url <url>", "another server than Databento's own")
    .option("--json", "prints one object at the end", false)
    .addHelpText("after", FETCH_HELP)
    .action(async (words: FetchWords) => ended(await runFetch(words, io, terminalAsk())));
}

const FETCH_HELP = `
Cost and size are asked first and printed. Nothing is downloaded above the limit. A file that is there, complete and
of the same range, is taken as it is and costs nothing. A file gets its name only when it is whole: it is decoded once
more for that. What was interrupted, by Ctrl-C too, or ended before as many records had come as were announced, stays
beside it as .part, and the same command goes on from its last record: the rest is asked and paid for, and what was
paid for the part counts against the limit.
Times are those at which records were received. Progress and warnings come on standard error.

  smart0dte fetch --dataset OPRA.PILLAR --schema cbbo-1m --symbols SPY.OPT --stype-in parent \\
    --start 2026-08-21T13:30:00Z --end 2026-08-21T20:15:00Z --out data/history/ --max-cost-usd 5

Ends with 0 when the file is there and whole, 1 when it is refused, too dear or interrupted, 2 for wrong use.`;

/** Downloads until all is there, it is refused, or a signal stops it. */
export async function runFetch(words: FetchWords, io: CommandIo, ask: Ask | null): Promise<number> {
  const stopper = new AbortController();
  // a second one ends the process as ever
  const stop = (): void => stopper.abort();
  for (const signal of SIGNALS) process.once(signal, stop);
  try {
    const order = parseFetchWords(words, process.env["DATABENTO_API_KEY"]);
    const warnings: string[] = [];
    const client = new HistoricalClient({
      key: order.key,
      baseUrl: order.baseUrl,
      onWarning: (text) => {
        warnings.push(text);
        io.err(`The server remarks: ${text}`);
      },
    });
    const done = await (order.batch ? fetchBatch : fetchRange)({
      client,
      order,
      io,
      ask,
      signal: stopper.signal,
    });
    if (order.json) io.out(JSON.stringify({ ...done, warnings }));
    return 0;
  } catch (problem) {
    return failed(problem, words.json, io);
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

function failed(problem: unknown, json: boolean, io: CommandIo): number {
  if (!(problem instanceof HistoricalError)) throw problem;
  if (problem.code === "badParameter") throw new BadInputError(problem.message);
  if (json) io.out(failureJson(problem));
  for (const line of failureLines(problem)) io.err(line);
  return 1;
}
