import { dirname } from "node:path";
import { BadInputError } from "@smart0dte/domain";
import {
  downloadRange,
  usdText,
  type DatasetCondition,
  type Downloaded,
  type HistoricalClient,
  type RangeQuote,
} from "@smart0dte/databento/historical";
import type { CommandIo } from "../calendar-command.ts";
import { firstLineOf } from "../file-problem.ts";
import { makeFolders } from "../folder-maker.ts";
import { byteText, countText } from "./byte-text.ts";
import { poorDays } from "./day-conditions.ts";
import type { FetchOrder } from "./fetch-words.ts";
import { ProgressLines } from "./progress-lines.ts";
import type { Ask } from "./terminal-ask.ts";

export interface FetchTask {
  readonly client: HistoricalClient;
  readonly order: FetchOrder;
  readonly io: CommandIo;
  /** Null: nobody is there to be asked. */
  readonly ask: Ask | null;
  readonly signal: AbortSignal;
}

/** Downloads one file and says what became of it. */
export async function fetchRange(task: FetchTask): Promise<object> {
  const { client, order, io, signal } = task;
  const { request, out: path, maxCostUsd, resumes } = order;
  const lines = new ProgressLines(io.err, Date.now);
  const days: Pick<DatasetCondition, "date" | "condition">[] = [];
  let daysAsked = false;
  makeFolder(dirname(path));
  const done = await downloadRange(client, {
    request,
    path,
    maxCostUsd,
    resumes,
    signal,
    on: {
      onQuote: (quote) => tellQuote(quote, task),
      confirm: async (quote) => {
        if (!daysAsked) days.push(...(await poorDays(client, order, { signal, say: io.err })));
        daysAsked = true;
        return confirmed(quote, task);
      },
      onProgress: (progress) => lines.take(progress),
      onResume: ({ message }, waitMs) => io.err(`${message} Going on in ${(waitMs / 1_000).toFixed(1)} s.`),
      onVerify: () => io.err("All has come; decoding the file once more."),
    },
  });
  tellEnd(done, task);
  return { ...done, poorDays: days };
}

/** On standard output, unless an object goes there. */
export function tellQuote(quote: RangeQuote, { order, io }: FetchTask): void {
  const { costUsd, bytes, records, paidUsd, heldRecords } = quote;
  const held = heldRecords === 0 ? "" : `${countText(heldRecords)} records are there already; the rest: `;
  const paid = paidUsd === 0 ? "" : `, beside ${usdText(paidUsd)} paid before`;
  const line = `${held}${countText(records)} records, ${byteText(bytes)}, costs ${usdText(costUsd)}${paid} (limit ${usdText(order.maxCostUsd)})`;
  (order.json ? io.err : io.out)(line);
}

/** The limit is consent enough, but who sits at a terminal is asked once more. */
export async function confirmed(
  { costUsd }: RangeQuote,
  { order, ask, signal }: FetchTask,
): Promise<boolean> {
  if (costUsd === 0 || order.yes || ask === null) return true;
  return ask(`Download for ${usdText(costUsd)}?`, signal);
}

export function makeFolder(path: string): void {
  try {
    makeFolders(path);
  } catch (problem) {
    throw new BadInputError(`The folder ${path} cannot be made: ${firstLineOf(problem)}.`);
  }
}

function tellEnd(done: Downloaded, { order, io }: FetchTask): void {
  const { path, cached, records, recordBytes, fileBytes, paidUsd } = done;
  for (const [symbols, what] of [
    [done.notFound, "were not found"],
    [done.partial, "were found for a part of the range only"],
  ] as const) {
    if (symbols.length > 0) io.err(`${symbolsText(symbols)} ${what}.`);
  }
  if (order.json) return;
  const how = cached ? "was there already, nothing was paid" : `cost about ${usdText(paidUsd)}`;
  io.out(
    `${path}: ${countText(records)} records, ${byteText(recordBytes)} (${byteText(fileBytes)} on disk), ${how}`,
  );
}

const MOST_SHOWN = 10;

function symbolsText(symbols: readonly string[]): string {
  const shown = symbols.slice(0, MOST_SHOWN).join(", ");
  return symbols.length <= MOST_SHOWN ? shown : `${shown} and ${symbols.length - MOST_SHOWN} more`;
}
