import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { userInfo } from "node:os";
import { BadInputError, type HaltRequest } from "@smart0dte/domain";
import { runningDatabaseUrl } from "@smart0dte/storage/embedded";
import { rootOf } from "../desk/desk-failure.ts";
import { HaltFolder, type HaltTaken } from "../halts/halt-folder.ts";
import type { CommandIo } from "./calendar-command.ts";
import { withStore } from "./data-store.ts";

export interface HaltWords {
  /** The data folder. */
  readonly data: string;
  readonly reason: string;
  readonly flatten: boolean;
  readonly globalCancel: boolean;
  readonly json: boolean;
}

/** How long a running desk may take; it looks five times a second. */
const ANSWER_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 50;
const WRITER = "command-line";

export const HALT_HELP = `
Opens nothing new any more, cancels what is working to open, and with --flatten closes all positions. It needs neither
the gateway nor the database nor a desk that answers: the request is written into DIR/halts first. A desk that runs in
the folder takes it within a second; every other mode (demo, paper, live) takes it at its next start, before it trades.
A person resumes on the screen, in two steps.

exit code 0: halted, or it will be at the next start; 1: a desk runs there and did not answer (end its process: the
next start is halted), or the request could not be written.`;

/** Halts the desk of a folder from outside it. */
export async function runHalt(words: HaltWords, io: CommandIo): Promise<number> {
  if (words.reason.trim() === "") throw new BadInputError("--reason is empty: say why, for whoever resumes.");
  const request: HaltRequest = {
    id: randomUUID(),
    askedAtMs: Date.now(),
    by: `${userInfo().username} (command line)`,
    reason: words.reason,
    flatten: words.flatten,
  };
  const folder = new HaltFolder(words.data);
  const inFolder = attempt(() => folder.ask(request));
  if (inFolder !== null) io.err(`not in the data folder: ${inFolder}`);
  const isRunning = runningDatabaseUrl(words.data) !== null;
  const taken = inFolder === null && isRunning ? await answered(folder, request.id) : [];
  const inDatabase = await store(words.data, request, io);
  if (inDatabase !== null) io.err(`not in the database: ${inDatabase}`);
  const lasts = inFolder === null || inDatabase === null;
  tell({ request, taken, isRunning, lasts, words }, io);
  if (words.globalCancel) {
    io.err(
      "--global-cancel is not offered yet: this version has no connection to a broker, so no order is at one.",
    );
  }
  return lasts && (!isRunning || taken.length > 0) && !words.globalCancel ? 0 : 1;
}

interface Told {
  readonly request: HaltRequest;
  readonly taken: readonly HaltTaken[];
  readonly isRunning: boolean;
  /** Whether it is written anywhere. */
  readonly lasts: boolean;
  readonly words: HaltWords;
}

function tell({ request, taken, isRunning, lasts, words }: Told, io: CommandIo): void {
  if (words.json) return io.out(JSON.stringify({ ...request, lasts, isRunning, taken }));
  if (!lasts) return io.err("NOT HALTED: nothing could be written. End the desk's process.");
  for (const { mode, run, at } of taken)
    io.out(`HALTED  ${mode}, run ${run}, at ${new Date(at / 1_000).toISOString()} (desk time)`);
  if (isRunning && taken.length === 0)
    io.err(
      "A desk runs in this folder and did not answer within 5 s: end its process. Its next start is halted.",
    );
  if (!isRunning)
    io.out("no desk runs in this folder: the next start of each mode is halted before it trades");
  if (words.flatten && taken.length > 0)
    io.out("flattening: open positions are being closed; the screen shows how far");
}

async function answered(folder: HaltFolder, id: string): Promise<readonly HaltTaken[]> {
  const until = performance.now() + ANSWER_WITHIN_MS;
  for (;;) {
    const taken = folder.takenBy(id);
    if (taken.length > 0 || performance.now() > until) return taken;
    await wait(LOOK_EVERY_MS);
  }
}

/** Why it could not be stored, or null. */
async function store(data: string, request: HaltRequest, io: CommandIo): Promise<string | null> {
  try {
    await withStore(data, io, async (opened) => {
      await opened.addHaltRequest(request);
      const { id, reason, flatten } = request;
      const detail = { id, by: request.by, reason, flatten };
      await opened.audit.append(WRITER, { actor: WRITER, act: "halt.asked", detail });
    });
    return null;
  } catch (error) {
    return rootOf(error);
  }
}

function attempt(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return rootOf(error);
  }
}
