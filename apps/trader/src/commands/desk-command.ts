import { existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { BadInputError } from "@smart0dte/domain";
import { DeskEnding } from "../desk/desk-ending.ts";
import { asFailure } from "../desk/desk-failure.ts";
import { runDesk } from "../desk/desk-process.ts";
import { BUILD } from "../build.ts";
import type { CommandIo } from "./calendar-command.ts";
import { parsePort, parseSource, parseSpeed, type SourceWords } from "./source-choice.ts";

export interface DeskWords extends SourceWords {
  readonly speed?: string | undefined;
  readonly port: string;
  readonly data: string;
  readonly abandon?: boolean | undefined;
}

/** A minute of a file lasts a second; the simulated market runs like the clock. */
const FILE_SPEED = 60;
const SIMULATED_SPEED = 1;

const DASHBOARD = fileURLToPath(new URL("../../../dashboard/dist/", import.meta.url));

/** Opens the desk and stays until a signal stops it. `LOG_LEVEL` is that of the gateway's log on standard error. */
export async function runDeskCommand(words: DeskWords, io: CommandIo): Promise<number> {
  const source = parseSource(words);
  const usual = source.kind === "minutes" ? FILE_SPEED : SIMULATED_SPEED;
  const options = {
    source,
    speed: words.speed === undefined ? usual : parseSpeed(words.speed),
    port: parsePort(words.port),
    folder: words.data,
    abandon: words.abandon ?? false,
  };
  const logLevel = parseLogLevel(process.env["LOG_LEVEL"]);
  const ending = endingOf(io);
  const staticFolder = existsSync(DASHBOARD) ? DASHBOARD : null;
  if (staticFolder === null)
    io.err("the dashboard is not built: only the interface for programs is served (npm start builds it)");
  await runDesk(options, { say: io.out, log: io.err, staticFolder, build: BUILD, logLevel, ending });
  return 0;
}

const LOG_LEVELS = ["silent", "fatal", "error", "warn", "info", "debug", "trace"];

function parseLogLevel(text: string | undefined): string {
  if (text === undefined || text === "") return "warn";
  if (LOG_LEVELS.includes(text)) return text;
  throw new BadInputError(`LOG_LEVEL="${text}" is none of ${LOG_LEVELS.join(", ")}.`);
}

const STOPPING_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** A desk that has broken and cannot even close is ended: the next start recovers. */
const CLOSE_WITHIN_MS = 30_000;

/** Ends in order on a signal, when the terminal is gone, and on what nobody caught. */
function endingOf(io: CommandIo): DeskEnding {
  const ending = new DeskEnding();
  const stop = (): void => {
    if (!ending.hasBegun()) io.err("closing …");
    ending.stop();
  };
  for (const signal of STOPPING_SIGNALS) process.on(signal, stop);
  process.stdout.removeAllListeners("error").on("error", stop);
  process.on("uncaughtException", (error) => {
    if (!ending.fail(asFailure(error))) return io.err(`while closing: ${error.message}`);
    void wait(CLOSE_WITHIN_MS, undefined, { ref: false }).then(() => process.exit(1));
  });
  return ending;
}
