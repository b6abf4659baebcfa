import type { DayFile, DayFiles } from "./day-files.ts";
import type { DbnHead } from "./dbn-head.ts";
import { RecordChain } from "./record-chain.ts";

export interface DayChains {
  /** In the order in which records of one time are taken. */
  readonly chains: readonly RecordChain[];
  /** Files of definitions alone. */
  readonly definitions: readonly RecordChain[];
  /** Ids are a dataset's own: each dataset has its number. */
  readonly connectionOf: (dataset: string) => number;
}

/** Files that go on where another one of their dataset ended become one chain; all others are merged by time. */
export function chainsOf({ files }: DayFiles, onFault: (text: string) => void): DayChains {
  const datasets = [...new Set(files.map(({ head }) => head.metadata.dataset))];
  const connectionOf = (dataset: string): number => datasets.indexOf(dataset);
  const chainOf = (links: readonly DayFile[]): RecordChain => {
    const dataset = links[0]?.head.metadata.dataset ?? "";
    return new RecordChain(
      connectionOf(dataset),
      links.map(({ head }) => head.path),
      onFault,
    );
  };
  const live = files.filter(({ head }) => head.metadata.schema === null);
  const asked = files.filter(({ head }) => head.metadata.schema !== null);
  return {
    chains: [
      ...asked
        .filter(({ head }) => !isDefinitions(head))
        .sort(byRank)
        .map((file) => chainOf([file])),
      ...linked(live).map(chainOf),
    ],
    definitions: asked.filter(({ head }) => isDefinitions(head)).map((file) => chainOf([file])),
    connectionOf,
  };
}

export const isDefinitions = ({ metadata }: DbnHead): boolean => metadata.schema === "definition";

/** Of one time: what says how things stand, then quotes, then prints on them. */
const RANKS: readonly unknown[] = [
  "statistics",
  "status",
  "cmbp-1",
  "mbp-1",
  "cbbo-1s",
  "bbo-1s",
  "cbbo-1m",
  "bbo-1m",
];

function byRank(one: DayFile, other: DayFile): number {
  return rankOf(one) - rankOf(other);
}

function rankOf({ head }: DayFile): number {
  const rank = RANKS.indexOf(head.metadata.schema);
  return rank < 0 ? RANKS.length : rank;
}

/** A connection that began after another one of its dataset had ended goes on from it. */
function linked(files: readonly DayFile[]): readonly (readonly DayFile[])[] {
  const chains: DayFile[][] = [];
  for (const file of [...files].sort(byBeginning)) {
    const before = chains.find((chain) => {
      const last = chain.at(-1);
      return (
        last !== undefined && last.head.metadata.dataset === file.head.metadata.dataset && goesOn(last, file)
      );
    });
    if (before === undefined) chains.push([file]);
    else before.push(file);
  }
  return chains;
}

function byBeginning(one: DayFile, other: DayFile): number {
  const [first, second] = [beginningOf(one), beginningOf(other)];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** Without an index the metadata's start is when the connection began. */
const beginningOf = ({ head, recorded }: DayFile): string =>
  recorded?.openedAt ?? new Date(Number(head.metadata.start / 1_000_000n)).toISOString();

function goesOn(last: DayFile, next: DayFile): boolean {
  if (last.recorded === null || next.recorded === null) return true;
  const { closedAt } = last.recorded;
  // one that was never closed ended with its recorder, before another one began
  if (closedAt === null) return last.recorded.run !== next.recorded.run;
  return closedAt <= next.recorded.openedAt;
}
