import "./steady-threads.ts";
import { BadInputError } from "@smart0dte/domain";
import { CommanderError } from "commander";
import { buildCommandLine } from "./commands/command-line.ts";
import type { CommandIo } from "./commands/calendar-command.ts";
import { DeskFailure } from "./desk/desk-failure.ts";
import { NotReproducedError } from "./sequencer/journal-rebuild.ts";

const DONE = 0;
const FAILED = 1;
const WRONG_USE = 2;

const ENDS_ANYHOW_MS = 3_000;

const io: CommandIo = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
};

// whoever reads has seen enough (`| head`): that is no failure of ours
process.stdout.on("error", (error: NodeJS.ErrnoException) =>
  process.exit(error.code === "EPIPE" ? DONE : FAILED),
);

// without a reader of its messages a command still does its work
process.stderr.on("error", () => {});

process.exitCode = await run(process.argv);
endOnceWritten();

/** Something a command has left open does not keep it from ending; what is not yet written does. */
function endOnceWritten(): void {
  const look = (): void => {
    if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
  };
  setInterval(look, ENDS_ANYHOW_MS).unref();
}

async function run(argv: readonly string[]): Promise<number> {
  let code = DONE;
  const commandLine = buildCommandLine(io, (ended) => {
    code = ended;
  });
  try {
    await commandLine.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USE;
    return explained(error);
  }
}

/** One sentence for what a person can mend; everything for what is our bug. */
function explained(error: unknown): number {
  if (error instanceof BadInputError) {
    io.err(error.message);
    return WRONG_USE;
  }
  if (error instanceof DeskFailure || error instanceof NotReproducedError) io.err(error.message);
  else io.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return FAILED;
}
