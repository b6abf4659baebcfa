import {
  ALL_INSTRUMENTS,
  RECORD_BYTES,
  RECORD_KINDS,
  viewOf,
  type Decision,
  type DeskInput,
  type MarketBatch,
} from "@smart0dte/domain";
import { readJournal } from "@smart0dte/storage/journal";

/** One input of a journal with what it led to. */
export interface Chapter {
  readonly input: DeskInput;
  readonly decisions: Decision[];
}

/** A journal's inputs in order, each with its decisions. */
export function chaptersOf(path: string): readonly Chapter[] {
  const chapters: Chapter[] = [];
  for (const entry of readJournal(path)) {
    if (entry.kind === "input") chapters.push({ input: entry.input, decisions: [] });
    if (entry.kind === "decision") chapters.at(-1)?.decisions.push(entry.decision);
  }
  return chapters;
}

const countOf = (batch: MarketBatch, is: (view: DataView, base: number) => boolean): number => {
  const view = viewOf(batch);
  let count = 0;
  for (let i = 0; i < batch.count; i += 1) if (is(view, i * RECORD_BYTES)) count += 1;
  return count;
};

/** Option and underlying quotes that a chapter brought. */
export const quotesIn = ({ input: { what } }: Chapter): number =>
  what.kind === "market"
    ? countOf(what.batch, (view, base) => view.getUint8(base) === RECORD_KINDS.quote)
    : 0;

/** Instruments whose quotes a chapter declared dead; infinite for all. */
export function gapsIn({ input: { what } }: Chapter): number {
  if (what.kind !== "market") return 0;
  const isGap = (view: DataView, base: number): boolean => view.getUint8(base) === RECORD_KINDS.gap;
  const ofAll = countOf(
    what.batch,
    (view, base) => isGap(view, base) && view.getUint32(base + 4, true) === ALL_INSTRUMENTS,
  );
  return ofAll > 0 ? Number.POSITIVE_INFINITY : countOf(what.batch, isGap);
}

export const fillsIn = (chapters: readonly Chapter[]): readonly Decision[] =>
  chapters.flatMap(({ decisions }) => decisions.filter(({ type }) => type === "fill"));

/** Orders that were sent for a purpose. */
export const ordersIn = (
  chapters: readonly Chapter[],
  purpose: "open" | "close",
): readonly Extract<Decision, { type: "orderCommand"; action: "place" }>[] =>
  chapters.flatMap(({ decisions }) =>
    decisions.flatMap((one) =>
      one.type === "orderCommand" && one.action === "place" && one.purpose === purpose ? [one] : [],
    ),
  );
