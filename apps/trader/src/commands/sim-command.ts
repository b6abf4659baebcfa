import { createInterface } from "node:readline";
import type { Command } from "commander";
import { SIMULATED_KEY } from "@smart0dte/simulator/databento-door";
import type { CommandIo } from "./calendar-command.ts";
import { SIM_LINES } from "./sim/sim-line.ts";
import { SimRun } from "./sim/sim-run.ts";
import { parseSimWords, type SimWords } from "./sim/sim-words.ts";

/** `smart0dte sim`: the simulated market alone, for any client of the live protocol. */
export function addSim(program: Command, io: CommandIo, ended: (code: number) => void): void {
  program
    .command("sim")
    .description("serves a SIMULATED market through Databento's live protocol, for any client of it")
    .option("--databento-port <port>", "where it listens on 127.0.0.1; 0 takes a free one", "13000")
    .option("--tws-port <port>", "not offered yet")
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
What can be asked by --fault and by lines on standard input while it runs:

${SIM_LINES}

  smart0dte sim --databento-port 13000 --from 10:00 --speed 20
  smart0dte sim --fault stall:10@09:35:00 --fault halt:SPY@09:40:00`;

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const STATE_EVERY_MS = 1_000;

/** Serves until a signal comes. Ends with 0; with 1 where the port is taken. */
export async function runSim(words: SimWords, io: CommandIo): Promise<number> {
  const run = await SimRun.open(parseSimWords(words), io);
  const lines = createInterface({ input: process.stdin });
  lines.on("line", (text) => run.line(text));
  const state = process.stderr.isTTY ? setInterval(() => showState(run.state), STATE_EVERY_MS) : null;
  await new Promise<void>((stop) => {
    for (const signal of SIGNALS) process.once(signal, () => stop());
    // whoever read what it says has gone: nobody is there to end it
    process.stdout.removeAllListeners("error").on("error", () => stop());
  });
  if (state !== null) clearInterval(state);
  lines.close();
  process.stdin.destroy();
  await run.close();
  io.err("closed");
  return 0;
}

function showState(state: string): void {
  process.stderr.write(`\r\u001b[K${state}`);
}
