import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
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

/** Opens the desk and stays until a signal stops it. */
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
  const ending = new AbortController();
  const end = (): void => {
    if (!ending.signal.aborted) io.err("closing …");
    ending.abort();
  };
  process.on("SIGINT", end).on("SIGTERM", end);
  const staticFolder = existsSync(DASHBOARD) ? DASHBOARD : null;
  if (staticFolder === null)
    io.err("the dashboard is not built: only the interface for programs is served (npm start builds it)");
  await runDesk(options, { say: io.out, log: io.err, staticFolder, build: BUILD, stop: ending.signal });
  return 0;
}
