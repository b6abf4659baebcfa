import type { Command } from "commander";
import { BadInputError } from "@smart0dte/domain";
import { LiveError } from "@smart0dte/databento/live";
import { GatewayRecording, type RecordingEnd } from "./record/gateway-recording.ts";
import { parseRecordWords, type RecordWords } from "./record/record-words.ts";
import type { CommandIo } from "./calendar-command.ts";

/** `smart0dte record`: writes what a live gateway sends into a day's set of files. */
export function addRecord(program: Command, io: CommandIo, ended: (code: number) => void): void {
  program
    .command("record")
    .description("records what Databento's live gateway sends into .dbn.zst files that any DBN reader opens")
    .requiredOption("--dataset <dataset>", "one dataset: OPRA.PILLAR, EQUS.MINI, DBIX.CORE, …")
    .requiredOption("--schema <schemas>", "parted by commas: cmbp-1,trades,definition,statistics, …")
    .option("--symbols <symbols>", "raw symbols parted by commas (SPY,QQQ), or ALL_SYMBOLS")
    .option("--parent <parents>", "parents parted by commas (SPY.OPT,QQQ.OPT), in place of --symbols")
    .option("--stype-in <stype>", "how --symbols are written: raw_symbol, instrument_id, continuous, parent")
    .option("--start <time>", "replays first: 0 is all of today, or an ISO 8601 time ending in Z")
    .option(
      "--gateway <host:port>",
      "another gateway than the dataset's own; what it sends is marked SIMULATED",
    )
    .option("--key <key>", "the API key (else DATABENTO_API_KEY); 32 characters")
    .option("--out <dir>", "the folder of the recordings, a folder a day in it", "./data/recordings")
    .option("--until <time>", "New York time HH:MM at which it ends, or session: the close of the options")
    .option("--json", "prints one object at the end", false)
    .addHelpText("after", RECORD_HELP)
    .action(async (words: RecordWords) => ended(await runRecord(words, io)));
}

const RECORD_HELP = `
One file a connection, in DIR/<date>/ with an index.json; a file is never written over. A frame is on the disk every
half second, so that a killed process loses no more than the last one. At the session's end the day's set is closed
and the next one begins. Lost connections are made again by themselves, and what can be replayed is asked for again.
Progress and alarms come on standard error; Ctrl-C ends in order.

  smart0dte record --dataset OPRA.PILLAR --schema definition,statistics,cbbo-1s,tcbbo --parent SPY.OPT --start 0
  smart0dte replay dbn:./data/recordings --date 2026-03-13

Ends with 0 when all that came is recorded, 1 when something is missing or the gateway refuses, 2 for wrong use.`;

/** Records until it is stopped, its time has come or the gateway refuses. */
export async function runRecord(words: RecordWords, io: CommandIo): Promise<number> {
  const order = parseRecordWords(words, process.env["DATABENTO_API_KEY"]);
  const recording = refusingBadWords(() => new GatewayRecording(order, io));
  const stop = (): void => recording.stop("stopped");
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return report(await recording.run(), words.json, io);
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What the client refuses before it connects is a word of the command line. */
function refusingBadWords<Made>(make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (error instanceof LiveError) throw new BadInputError(`${error.message}.`);
    throw error;
  }
}

function report(end: RecordingEnd, json: boolean, io: CommandIo): number {
  const { records, bytes, lost, files, gaps, why, failed } = end;
  if (json) io.out(JSON.stringify(end));
  else io.out(`${records} records, ${bytes} bytes in ${files} files, ${gaps} gaps; ${why}`);
  if (lost > 0) io.err(`${lost} records that came were not recorded (see the alarms above).`);
  return failed || lost > 0 ? 1 : 0;
}
