import { createInterface } from "node:readline";
import type { Command } from "commander";
import { SIMULATED_KEY } from "@smart0dte/simulator/databento-door";
import { BooksWriteError } from "@smart0dte/simulator/tws-door";
import { DeskFailure } from "../desk/desk-failure.ts";
import type { CommandIo } from "./calendar-command.ts";
import { SIM_LINES } from "./sim/sim-line.ts";
import { SimRun } from "./sim/sim-run.ts";
import {
  DEFAULT_ACCOUNT,
  DEFAULT_LIVE_ACCOUNT,
  DEFAULT_PORT,
  parseSimWords,
  type SimWords,
} from "./sim/sim-words.ts";

/** `smart0dte sim`: the simulated market alone, for any client of the data or the broker protocol. */
export function addSim(program: Command, io: CommandIo, ended: (code: number) => void): void {
  program
    .command("sim")
    .description(
      "serves a SIMULATED market through Databento's live protocol and the broker's, for any client of them",
    )
    .option(
      "--databento-port <port>",
      `serves data on 127.0.0.1; 0 takes a free one (${DEFAULT_PORT}; none where only --tws-port is given)`,
    )
    .option("--tws-port <port>", "serves a TWS with a broker behind it on 127.0.0.1; 0 takes a free one")
    .option("--tws-account <account>", `the broker's paper account (${DEFAULT_ACCOUNT})`)
    .option("--tws-live", `it poses as a live account (${DEFAULT_LIVE_ACCOUNT}): to try how a desk is armed`)
    .option("--tws-version <version>", "its server version, 173 to 200 (193)")
    .option(
      "--tws-books <file>",
      "keeps what the broker holds over a kill and a power cut of the same session",
    )
    .option(
      "--tws-fault <fault>",
      "KIND[:ARG...][@HH:MM:SS]: something goes wrong at the TWS, as --fault; may be repeated",
      (text: string, earlier: readonly string[] = []) => [...earlier, text],
    )
    .option("--seed <seed>", "of the market", "42")
    .option("--speed <speed>", "desk seconds a second", "1")
    .option("--market <market>", "planted or null: whether it holds something to find", "planted")
    .option("--date <date>", "which session, YYYY-MM-DD (today's or the next)")
    .option("--from <time>", "begins at a New York time, HH:MM[:SS] (the open)")
    .option("--key <key>", `the key that clients must have, 32 characters (${SIMULATED_KEY})`)
    .option(
      "--fault <fault>",
      "KIND[:ARG][@HH:MM:SS]: something goes wrong, at once or at a New York time; may be repeated",
      (text: string, earlier: readonly string[] = []) => [...earlier, text],
    )
    .addHelpText("after", SIM_HELP)
    .action(async (words: SimWords) => ended(await runSim(words, io)));
}

const SIM_HELP = `
What can be asked by --fault, --tws-fault and by lines on standard input while it runs:

${SIM_LINES}

  smart0dte sim --databento-port 13000 --from 10:00 --speed 20
  smart0dte sim --fault stall:10@09:35:00 --fault halt:SPY@09:40:00
  smart0dte sim --databento-port 13000 --tws-port 7497 --tws-fault outage:20:lost@10:00:00`;

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const STATE_EVERY_MS = 1_000;

/** Serves until a signal comes. Ends with 0; with 1 where a port is taken or the broker's books cannot be written. */
export async function runSim(words: SimWords, io: CommandIo): Promise<number> {
  const run = await SimRun.open(parseSimWords(words), io);
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (text) => run.line(text));
  const state = process.stderr.isTTY ? setInterval(() => showState(run.state), STATE_EVERY_MS) : null;
  try {
    await untilStopped();
  } finally {
    if (state !== null) clearInterval(state);
    lines.close();
    process.stdin.destroy();
    await run.close();
  }
  io.err("closed");
  return 0;
}

async function untilStopped(): Promise<void> {
  await new Promise<void>((stop, fail) => {
    for (const signal of SIGNALS) process.once(signal, () => stop());
    // whoever read what it says has gone: nobody is there to end it
    process.stdout.removeAllListeners("error").on("error", () => stop());
    process.on("uncaughtException", (error) =>
      fail(error instanceof BooksWriteError ? new DeskFailure(error.message, { cause: error }) : error),
    );
  });
}

function showState(state: string): void {
  process.stderr.write(`\r\u001b[K${state}`);
}
