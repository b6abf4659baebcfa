import { BadInputError } from "@smart0dte/domain";
import { Command } from "commander";
import { BUILD } from "../build.ts";
import { runAddUser, runNewPassword } from "./admin-command.ts";
import { runCalendar, type CommandIo } from "./calendar-command.ts";
import { CHAIN_HELP, runChain } from "./chain/chain-command.ts";
import { runDeskCommand, type DeskWords } from "./desk-command.ts";
import { runReplay, type ReplayWords } from "./replay-command.ts";

/** Commands of later releases: named, so that nobody looks for a spelling mistake. */
const NOT_YET = [
  "dbn",
  "quant",
  "sim",
  "backtest",
  "record",
  "fetch",
  "evidence",
  "faults",
  "service",
  "halt",
] as const;

const DATA = ["--data <dir>", "the data folder", "./data"] as const;

/** The `smart0dte` command; each action ends with its exit code: 0 done, 1 failed, 2 wrong use or bad input. */
export function buildCommandLine(io: CommandIo, ended: (code: number) => void): Command {
  const program = new Command("smart0dte")
    .description("A real-time trading desk for options on SPY, QQQ and IWM that expire today")
    .version(BUILD)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
      // one line, as every other refusal
      outputError: (text, write) => write(text.trim().replace(/\s*\n\s*/g, " ")),
    });

  withSource(program.command("desk"), "--source <source>")
    .description("opens the desk in the browser (npm start does this)")
    .option("--port <port>", "where it listens on 127.0.0.1; 0 takes a free one", "8080")
    .option(...DATA)
    .option("--abandon", "gives an unfinished run of the source up instead of taking it over")
    .addHelpText(
      "after",
      "\nLOG_LEVEL=info in the environment shows the gateway's log on standard error (warn).",
    )
    .action(async (words: DeskWords) => ended(await runDeskCommand(words, io)));

  withSource(
    program.command("replay").argument("<source>", "minutes:DIR, simulated:SEED or journal:FILE"),
    null,
  )
    .description("plays one session through the pipeline without a desk and prints what came of it")
    .option("--events <file>", "writes the canonical lines that the digest is made of")
    .option("--json", "prints one object for programs", false)
    .option(...DATA)
    .action(async (source: string, words: Omit<ReplayWords, "source" | "speed"> & { speed?: string }) =>
      ended(await runReplay({ ...words, source, speed: words.speed ?? "max" }, io)),
    );

  program
    .command("calendar")
    .description("prints the sessions from one day to another")
    .argument("<from>")
    .argument("<to>")
    .option("--json", "prints a line of JSON per session", false)
    .action(async (from: string, to: string, { json }: { json: boolean }) =>
      ended(await runCalendar({ from, to, json }, io)),
    );

  program
    .command("chain")
    .description(
      "analyses option chain snapshots of an expiry day: forward, volatilities, Greeks, findings, plans",
    )
    .argument("<file...>", "yfinance chain files, plain or .gz")
    .option("--at <time>", "when the quotes were made, ISO 8601 ending in Z")
    .option("--rate <rate>", "interest of expiries that are not today's, a fraction a year")
    .option("--json", "prints one object a file", false)
    .addHelpText("after", CHAIN_HELP)
    .action(async (files: string[], words: { at?: string; rate?: string; json: boolean }) =>
      ended(await runChain({ files, ...words }, io)),
    );

  addAdmin(program, io, ended);
  for (const name of NOT_YET) {
    program
      .command(name, { hidden: true })
      .allowUnknownOption()
      .allowExcessArguments()
      .action(() => {
        throw new BadInputError(`smart0dte ${name} is not offered yet.`);
      });
  }
  return program;
}

/** What names a source is the same wherever one is played. */
function withSource(command: Command, source: string | null): Command {
  const named =
    source === null
      ? command
      : command.option(source, "simulated, simulated:SEED or minutes:DIR", "simulated");
  return named
    .option("--seed <seed>", "of the simulated market (42)")
    .option(
      "--market <market>",
      "planted or null: whether the simulated market holds something to find (planted)",
    )
    .option("--date <date>", "which session, YYYY-MM-DD")
    .option("--speed <speed>", "desk seconds a second, or max")
    .option("--zone <zone>", "zone of the minute files' stamps, where it cannot be detected")
    .option("--stamp <side>", "start or end: which side of the bar the stamps name")
    .option("--vix-daily <file>", "daily VIX file (../../daily/VIX.csv from the minute folder)");
}

function addAdmin(program: Command, io: CommandIo, ended: (code: number) => void): void {
  const user = program
    .command("admin")
    .description("users of the desk")
    .command("user")
    .description("people who may sign in");
  user
    .command("add")
    .description("adds a person and prints a first password, to be changed at the first sign-in")
    .argument("<name>")
    .requiredOption("--role <role>", "viewer, trader or admin")
    .option(...DATA)
    .action(async (name: string, words: { role: string; data: string }) =>
      ended(await runAddUser({ name, ...words }, io)),
    );
  user
    .command("password")
    .description("gives a person a new first password and ends their sessions")
    .argument("<name>")
    .option(...DATA)
    .action(async (name: string, words: { data: string }) =>
      ended(await runNewPassword({ name, ...words }, io)),
    );
}
