import {
  BadInputError,
  isoDateOf,
  MICROS_PER_SECOND,
  previousSession,
  sessionOf,
  type EpochMicros,
  type IsoDate,
} from "@smart0dte/domain";
import { formatInstant, seriesOf, type ChainSnapshot, type OptionSeries } from "@smart0dte/feeds";

/** All contracts of one root and date, and when they end. */
export interface ChainSeries {
  readonly date: IsoDate;
  readonly root: string;
  readonly style: OptionSeries["style"];
  readonly settles: OptionSeries["settles"];
  /** The 16:00 (13:00) close of its date, or that day's opening. */
  readonly settlesAt: EpochMicros;
  /** Last trading: the same close, or where it settles at the opening the end of the session before. */
  readonly tradesUntil: EpochMicros;
}

/** The expiry that is analysed and how far away its settlement is. */
export interface AnalysedExpiry extends ChainSeries {
  /** From the quotes' time to settlement. */
  readonly seconds: number;
  /** True on its own day in New York. */
  readonly isToday: boolean;
  /** What was wanted or comes earlier in the file, and no longer trades. */
  readonly over: readonly ChainSeries[];
  /** Another root of the same date that trades as well; null where there is none or one was stated. */
  readonly otherRoot: string | null;
}

/** What a person states; null for whatever is first. */
export interface ExpiryChoice {
  readonly expiry: IsoDate | null;
  readonly root: string | null;
}

export const ANY_EXPIRY: ExpiryChoice = { expiry: null, root: null };

/**
 * The earliest expiry of the file still open at an instant, or the one chosen; one chosen that is over gives way to the
 * next. Throws `BadInputError` where none is left (expired) or the file has none of that root or date.
 */
export function expiryAt(
  snapshot: ChainSnapshot,
  at: EpochMicros,
  { expiry, root }: ExpiryChoice = ANY_EXPIRY,
): AnalysedExpiry {
  const { path } = snapshot;
  const all = seriesIn(snapshot);
  const rooted = all.filter((series) => root === null || series.root === root);
  if (rooted.length === 0) {
    const roots = [...new Set(all.map((series) => series.root))].join(", ");
    throw new BadInputError(
      `${path}: it has no options under ${root ?? "any root"}: its roots are ${roots}.`,
    );
  }
  if (expiry !== null && rooted.every(({ date }) => date !== expiry)) {
    const dates = [...new Set(rooted.map(({ date }) => date))].join(", ");
    throw new BadInputError(`${path}: it has no expiry ${expiry}${under(root)}: its expiries are ${dates}.`);
  }
  const wanted = rooted.filter(({ date }) => expiry === null || date >= expiry);
  const open = wanted.filter(({ tradesUntil }) => tradesUntil > at);
  const [first] = open;
  if (first === undefined) {
    const last = rooted.at(-1)?.date ?? "";
    const remedy = "take a later file, or state the quotes' own time with --at TIME";
    throw new BadInputError(
      `${path}: expired: its last expiry${under(root)}, ${last}, had closed by ${formatInstant(at)}: ${remedy}.`,
    );
  }
  const other = open.find(({ date, root: name }) => date === first.date && name !== first.root);
  return {
    ...first,
    seconds: (first.settlesAt - at) / MICROS_PER_SECOND,
    isToday: isoDateOf(at) === first.date,
    over: wanted.filter((series) => series.tradesUntil <= at && series.settlesAt <= first.settlesAt),
    otherRoot: other?.root ?? null,
  };
}

const under = (root: string | null): string => (root === null ? "" : ` under ${root}`);

/** By settlement. A date beyond the calendar has no known close and is left out. */
export function seriesIn({ path, rows }: ChainSnapshot): readonly ChainSeries[] {
  const found = new Map<string, ChainSeries | null>();
  for (const { contract } of rows) {
    const key = `${contract.root} ${contract.expiry}`;
    if (!found.has(key)) found.set(key, seriesFor(contract.root, contract.expiry));
  }
  const known = [...found.values()].filter((series) => series !== null);
  if (known.length > 0) return known.toSorted((left, right) => left.settlesAt - right.settlesAt);
  throw new BadInputError(`${path}: no expiry of it lies within the calendar (2000 to 2027).`);
}

function seriesFor(root: string, date: IsoDate): ChainSeries | null {
  const terms = seriesOf(root);
  const session = sessionOf(date);
  if (terms === null || session === null) return null;
  const { style, settles } = terms;
  const isOpening = settles === "open";
  return {
    date,
    root,
    style,
    settles,
    settlesAt: isOpening ? session.open : session.close,
    tradesUntil: isOpening ? (previousSession(date)?.optionClose ?? session.open) : session.close,
  };
}
