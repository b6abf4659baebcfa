import { BadInputError } from "@smart0dte/domain";
import { Command } from "commander";
import { USUAL_LINES } from "../broker/tws-settings.ts";
import { BUILD } from "../build.ts";
import { runAddUser, runNewPassword, runSecondFactor } from "./admin-command.ts";
import { runCalendar, type CommandIo } from "./calendar-command.ts";
import { runChain, type ChainArgs } from "./chain/chain-command.ts";
import { CHAIN_HELP } from "./chain/chain-help.ts";
import { addDbn } from "./dbn-command.ts";
import { runDeskCommand, type DeskWords } from "./desk-command.ts";
import { addFaults } from "./faults-command.ts";
import { addFetch } from "./fetch-command.ts";
import { HALT_HELP, runHalt, type HaltWords } from "./halt-command.ts";
import { addQuant } from "./quant-command.ts";
import { addRecord } from "./record-command.ts";
import { runReplay, type ReplayWords } from "./replay-command.ts";
import { USUAL_WINDOWS } from "./reset-windows.ts";
import { addSim } from "./sim-command.ts";

/** Commands of later releases: named, so that nobody looks for a spelling mistake. */
const NOT_YET = ["backtest", "evidence", "service"] as const;

const DATA = ["--data <dir>", "the data folder", "./data"] as const;

type ReplayOptions = Omit<ReplayWords, "source" | "files" | "speed"> & { speed?: string };

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
    .option("--record", "records what comes over the live line into the data folder (databento does)")
    .option("--no-record", "records nothing")
    .option("--key <key>", "of Databento, 32 characters (DATABENTO_API_KEY in the environment)")
    .option("--gateway <host:port>", "a gateway that speaks Databento's live protocol, as smart0dte sim does")
    .option("--options-dataset <dataset>", "where options are quoted (OPRA.PILLAR)")
    .option("--equities-dataset <dataset>", "where SPY, QQQ and IWM are quoted (EQUS.MINI)")
    .option("--index-dataset <dataset>", "where the VIX is published, or none (DBIX.CORE)")
    .option("--broker <broker>", "who carries orders out: paper or tws (a demo at a number's speed: tws)")
    .option("--tws <host:port>", "a TWS or Gateway that takes the orders of --source databento")
    .option("--account <account>", "the account there: DU… of paper, U… of a live one")
    .option("--client-id <id>", "as which client the desk connects there (1)")
    .option("--tws-simulated", "that TWS is a simulator, as smart0dte sim --tws-port opens one")
    .option("--tws-lines <n>", `market data lines that the desk may take there, 0 to 100 (${USUAL_LINES})`)
    .option("--tws-reset-windows <windows>", `when it is expected to be away ("${USUAL_WINDOWS}")`)
    .option("--tws-poses-live", "that simulator poses as a live account (sim --tws-live): to try arming")
    .addHelpText(
      "after",
      "\nLOG_LEVEL=info in the environment shows the log of the gateway and of a demo's market on standard error (warn).",
    )
    .action(async (words: DeskWords) => ended(await runDeskCommand(words, io)));

  withSource(
    program
      .command("replay")
      .argument("<source>", "minutes:DIR, simulated:SEED, dbn:FILE, dbn:DIR or journal:FILE")
      .argument("[files...]", "more DBN files of the same day"),
    null,
  )
    .description("plays one session through the pipeline without a desk and prints what came of it")
    .option("--events <file>", "writes the canonical lines that the digest is made of")
    .option("--json", "prints one object for programs", false)
    .option(...DATA)
    .action(async (source: string, files: string[], words: ReplayOptions) =>
      ended(await runReplay({ ...words, source, files, speed: words.speed ?? "max" }, io)),
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
    .description("analyses option chain snapshots: forward, smile, Greeks, exposures, odds, findings, plans")
    .argument("<file...>", "yfinance chain files or Cboe quote tables, plain or .gz")
    .option("--at <time>", "when the quotes were made, ISO 8601 with its offset; else the file's own time")
    .option("--rate <rate>", "interest of expiries that are not today's, a fraction a year; else from parity")
    .option("--expiry <date>", "the expiry to analyse, YYYY-MM-DD; else the earliest that still trades")
    .option("--root <root>", "the option root to analyse, where a file has several: SPX or SPXW")
    .option("--sign <sign>", "side dealers are taken to be on: callsLong or callsShort", "callsLong")
    .option("--plot <file>", "writes a picture of the analysis, an .svg file")
    .option("--json", "prints one object a file", false)
    .addHelpText("after", CHAIN_HELP)
    .action(async (files: string[], words: Omit<ChainArgs, "files">) =>
      ended(await runChain({ files, ...words }, io)),
    );

  program
    .command("halt")
    .description("stops the desk of a data folder from opening anything, from outside it")
    .option("--flatten", "closes all positions too", false)
    .option("--reason <text>", "why, for whoever resumes", "halted at the command line")
    .option("--global-cancel", "cancels every order at the broker over a connection of its own", false)
    .option("--tws <host:port>", "the broker's TWS or Gateway; else where the desk of DIR last sent orders")
    .option(...DATA)
    .option("--json", "prints one object for programs", false)
    .addHelpText("after", HALT_HELP)
    .action(async (words: HaltWords) => ended(await runHalt(words, io)));

  addDbn(program, io, ended);
  addFaults(program, io, ended);
  addFetch(program, io, ended);
  addQuant(program, io, ended);
  addRecord(program, io, ended);
  addSim(program, io, ended);
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
      : command.option(source, "simulated, simulated:SEED, minutes:DIR or dbn:DIR", "simulated");
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
  user
    .command("second-factor")
    .description("gives a person a second factor for an authenticator app: arming a live account takes it")
    .argument("<name>")
    .option(...DATA)
    .action(async (name: string, words: { data: string }) =>
      ended(await runSecondFactor({ name, ...words }, io)),
    );
}
