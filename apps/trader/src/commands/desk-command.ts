import { existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { BadInputError } from "@smart0dte/domain";
import { DeskEnding } from "../desk/desk-ending.ts";
import { asFailure } from "../desk/desk-failure.ts";
import type { SourceChoice } from "../desk/desk-options.ts";
import { runDesk } from "../desk/desk-process.ts";
import { BUILD } from "../build.ts";
import type { Speed } from "../source/desk-clock.ts";
import { parseBroker, type BrokerWords } from "./broker-choice.ts";
import type { CommandIo } from "./calendar-command.ts";
import { parsePort, parseSource, parseSpeed, type SourceWords } from "./source-choice.ts";

export interface DeskWords extends SourceWords, BrokerWords {
  readonly speed?: string | undefined;
  readonly port: string;
  readonly data: string;
  readonly abandon?: boolean | undefined;
  readonly record?: boolean | undefined;
}

/** A minute of a file lasts a second; markets run like the clock. */
const FILE_SPEED = 60;
const CLOCK_SPEED = 1;

const DASHBOARD = fileURLToPath(new URL("../../../dashboard/dist/", import.meta.url));

/** Opens the desk and stays until a signal stops it. `LOG_LEVEL` is that of the gateway's log on standard error. */
export async function runDeskCommand(words: DeskWords, io: CommandIo): Promise<number> {
  const source = parseSource(words, process.env["DATABENTO_API_KEY"]);
  const usual = isOfFiles(source) ? FILE_SPEED : CLOCK_SPEED;
  const speed = words.speed === undefined ? usual : parseSpeed(words.speed);
  const refusal = speedRefusal(source, speed) ?? recordRefusal(source, { speed, record: words.record });
  if (refusal !== null) throw new BadInputError(refusal);
  const options = {
    source,
    broker: parseBroker(words, source, speed),
    speed,
    port: parsePort(words.port),
    folder: words.data,
    abandon: words.abandon ?? false,
    // what a market gave once is not to be had again for nothing; a simulated one is its seed
    record: words.record ?? source.kind === "databento",
  };
  const logLevel = parseLogLevel(process.env["LOG_LEVEL"]);
  const ending = endingOf(io);
  const staticFolder = existsSync(DASHBOARD) ? DASHBOARD : null;
  if (staticFolder === null)
    io.err("the dashboard is not built: only the interface for programs is served (npm start builds it)");
  await runDesk(options, { say: io.out, log: io.err, staticFolder, build: BUILD, logLevel, ending });
  return 0;
}

const isOfFiles = ({ kind }: SourceChoice): boolean => kind === "minutes" || kind === "dbn";

function speedRefusal(source: SourceChoice, speed: Speed): string | null {
  if (source.kind !== "databento" || speed === CLOCK_SPEED) return null;
  if (speed === "max")
    return "--speed max does not go with a live market: it comes as fast as its gateway sends it.";
  return source.gateway === null
    ? `--speed ${speed} does not go with a real market: it has its own pace.`
    : null;
}

/** Only what comes over a line can be recorded. */
const recordRefusal = (
  source: SourceChoice,
  { speed, record }: { readonly speed: Speed; readonly record: boolean | undefined },
): string | null =>
  record === true && (isOfFiles(source) || speed === "max")
    ? "--record goes with a market on the live line: a demo at a number's speed, or databento."
    : null;

const LOG_LEVELS = ["silent", "fatal", "error", "warn", "info", "debug", "trace"];

function parseLogLevel(text: string | undefined): string {
  if (text === undefined || text === "") return "warn";
  if (LOG_LEVELS.includes(text)) return text;
  throw new BadInputError(`LOG_LEVEL="${text}" is none of ${LOG_LEVELS.join(", ")}.`);
}

const STOPPING_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** A desk that has broken and cannot even close is ended: the next start recovers. */
const CLOSE_WITHIN_MS = 30_000;
/** The same for one that was asked to stop: its database may take this long to write everything down. */
const STOP_WITHIN_MS = 90_000;

/** Ends in order on a signal, when the terminal is gone, and on what nobody caught. */
function endingOf(io: CommandIo): DeskEnding {
  const ending = new DeskEnding();
  const stop = (): void => {
    if (!ending.hasBegun()) {
      io.err("closing …");
      void wait(STOP_WITHIN_MS, undefined, { ref: false }).then(() => {
        io.err("The desk could not close in order and is ended; the next start takes over where it stood.");
        process.exit(1);
      });
    }
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
