import { isoDateOf, MICROS_PER_MINUTE, USD_E4, type EpochMicros, type Inadmissible } from "@smart0dte/domain";
import { formatInstant } from "@smart0dte/feeds";
import type { Findable, Finding, ReadContract } from "./chain-finding.ts";
import { exerciseFindings } from "./findings-exercise.ts";
import { statedFindings } from "./findings-stated.ts";

export type { Finding, FindingCode } from "./chain-finding.ts";

export function findingsOf(about: Findable): readonly Finding[] {
  return [
    ...expiryOver(about),
    ...expiryNotToday(about),
    ...anotherRoot(about),
    ...rateFromParity(about),
    ...noParity(about),
    ...quoteTimeUnknown(about),
    ...staleSpot(about),
    ...faulty(about, "zeroQuote", "absent"),
    ...faulty(about, "crossedQuote", "crossed"),
    ...faulty(about, "wideQuote", "wide"),
    ...quotedArbitrage(about),
    ...putCallApart(about),
    ...noSmile(about),
    ...exerciseFindings(about),
    ...statedFindings(about),
    ...offSmile(about),
  ];
}

function expiryOver({ expiry, asOf }: Findable): readonly Finding[] {
  if (expiry.over.length === 0) return [];
  const names = expiry.over.map(({ root, date, settles }) =>
    settles === "open" ? `${root} ${date} (settles at the opening)` : `${root} ${date}`,
  );
  const last = expiry.over.length === 1 ? "its" : "their";
  const over = `${sampled(names)} had ended ${last} trading by ${formatInstant(asOf)}`;
  return [{ code: "expiryOver", detail: `${over}: ${expiry.root} ${expiry.date} is taken` }];
}

function expiryNotToday({ expiry, asOf, rateFrom }: Findable): readonly Finding[] {
  if (expiry.isToday) return [];
  const days = `the expiry analysed is ${expiry.date}; asOf lies on ${isoDateOf(asOf)} in New York`;
  const detail =
    rateFrom.from === null
      ? `${days}; no --rate is stated and parity gives none, so nothing is discounted`
      : days;
  return [{ code: "expiryNotToday", detail }];
}

function anotherRoot({ expiry }: Findable): readonly Finding[] {
  if (expiry.otherRoot === null) return [];
  const both = `${expiry.date} has ${expiry.root} and ${expiry.otherRoot}, which settle at other times`;
  return [
    {
      code: "anotherRoot",
      detail: `${both}: ${expiry.root} is taken; --root ${expiry.otherRoot} takes the other`,
    },
  ];
}

function rateFromParity({ rateFrom, expiry }: Findable): readonly Finding[] {
  const percent = `${(rateFrom.rate * 100).toFixed(2)} % a year is`;
  if (rateFrom.from === "forwards") {
    const read = `${percent} how the parity forwards of ${rateFrom.expiries} expiries grow, interest less dividends`;
    return [{ code: "rateFromParity", detail: `no --rate is stated: ${read}` }];
  }
  if (rateFrom.from !== "parity") return [];
  const { pairs, of } = rateFrom;
  const isOwn = of.date === expiry.date && of.root === expiry.root;
  const where = isOwn ? "this expiry" : `${of.root} ${of.date}, as fewer days tell none`;
  const read = `${percent} what put-call parity of ${pairs} pairs of ${where} says`;
  return [{ code: "rateFromParity", detail: `no --rate is stated: ${read}` }];
}

function noParity({ forward, snapshot, expiry }: Findable): readonly Finding[] {
  if (forward.from === "parity") return [];
  const few = "fewer than three pairs of call and put agree near the money";
  const instead = expiry.isToday ? "there is no spot" : "a spot is not the forward of a later day";
  return forward.from === "spot"
    ? [
        {
          code: "forwardFromSpot",
          detail: `${few}: the spot ${snapshot.spot?.toFixed(3) ?? ""} stands for the forward`,
        },
      ]
    : [{ code: "noForward", detail: `${few}, and ${instead}: no volatility can be read` }];
}

/** A yfinance file never states when it was quoted; its last trade is the latest moment that it proves. */
function quoteTimeUnknown({ isTimeStated, asOf, contracts, snapshot }: Findable): readonly Finding[] {
  if (isTimeStated || snapshot.timeFrom === "table") return [];
  const said = "the file does not state when it was quoted, so the time of its run is taken";
  const last = lastTradeOf(contracts);
  if (last === null) return [{ code: "quoteTimeUnknown", detail: said }];
  const minutes = ((asOf - last) / MICROS_PER_MINUTE).toFixed(1);
  const proof = `its last trade, ${formatInstant(last)}, is ${minutes} minutes older`;
  return [{ code: "quoteTimeUnknown", detail: `${said}; ${proof}` }];
}

function lastTradeOf(contracts: readonly ReadContract[]): EpochMicros | null {
  const trades = contracts.flatMap(({ contract: { row } }) =>
    row.lastTradeAt === null ? [] : [row.lastTradeAt],
  );
  return trades.length === 0 ? null : trades.reduce((latest, at) => (at > latest ? at : latest));
}

/** Dollars that a spot may differ from the forward by before it counts as from another moment. */
const SPOT_TOLERANCE = 0.05;

const SPOT_ORIGINS = {
  live: "of the run",
  column: "of the file's column, which can be the last close,",
  table: "of the table's title, the underlying's last trade,",
} as const;

/** By what it is, or by when: near the forward by chance it is of another moment all the same. */
function staleSpot(about: Findable): readonly Finding[] {
  const { snapshot, forward, expiry, dividend } = about;
  const { spot, spotFrom } = snapshot;
  if (spot === null || spotFrom === null || forward.from !== "parity") return [];
  const { low, high, pairs } = forward.parity;
  const apart = Math.abs(spot - forward.forward);
  const minutes = minutesAfterQuotes(about);
  const isApart = apart > SPOT_TOLERANCE && apart > high - low;
  // a spot that the dividend was read from is apart by that dividend, and of the same moment
  if ((!isApart || dividend?.spotFrom === "table") && minutes === null) return [];
  const numbers = `the spot ${SPOT_ORIGINS[spotFrom]} is ${spot.toFixed(3)}, the parity forward of ${pairs} pairs ${forward.forward.toFixed(3)}`;
  const carry = expiry.isToday ? "" : `; carry to ${expiry.date} is part of it`;
  const later = minutes === null ? "" : `; the spot is ${minutes.toFixed(1)} minutes younger than the quotes`;
  const detail = `${numbers}: ${apart.toFixed(3)} apart, the pairs' own spread is ${(high - low).toFixed(3)}${carry}${later}`;
  return [{ code: "staleSpot", detail }];
}

const SAME_MOMENT_MINUTES = 5;

/** How much younger a run's live spot is than the quotes, as far as they prove their time; null where it is not. */
function minutesAfterQuotes({ snapshot, asOf, isTimeStated, contracts }: Findable): number | null {
  if (snapshot.spotFrom !== "live" || snapshot.runAt === null) return null;
  const quoted = isTimeStated ? asOf : lastTradeOf(contracts);
  const minutes = quoted === null ? 0 : (snapshot.runAt - quoted) / MICROS_PER_MINUTE;
  return minutes > SAME_MOMENT_MINUTES ? minutes : null;
}

const WORDS = {
  zeroQuote: "have no ask, or 0, or an ask without a bid stated",
  crossedQuote: "bid more than they ask",
  wideQuote: "are quoted implausibly wide",
} as const;
const SAMPLE = 3;

function faulty({ contracts }: Findable, code: keyof typeof WORDS, fault: Inadmissible): readonly Finding[] {
  const found = contracts.filter(({ contract }) => contract.quote.fault === fault);
  if (found.length === 0) return [];
  const names = found.map(({ contract: { row } }) => `${row.contract.right} ${row.contract.strike / USD_E4}`);
  const counted = `${found.length} of ${contracts.length} contracts ${WORDS[code]} (${sampled(names)})`;
  return [{ code, detail: `${counted}: no price is taken from them` }];
}

const sampled = (names: readonly string[]): string =>
  names.slice(0, SAMPLE).join(", ") + (names.length > SAMPLE ? ", ..." : "");

/** Between quotes that are not of one moment there always are some: the edge tells how far apart the moments were. */
function quotedArbitrage({ arbitrages }: Findable): readonly Finding[] {
  const { found } = arbitrages;
  if (found.length === 0) return [];
  const kinds = [...Map.groupBy(found, ({ kind }) => kind)].map(([kind, all]) => `${all.length} ${kind}`);
  const names = found.map(
    ({ kind, right, strikes, edge }) =>
      `${kind} ${right === null ? "" : `${right} `}${strikes.join("/")} ${edge.toFixed(2)}`,
  );
  const detail = `at the quoted sides ${kinds.join(", ")} could not lose (best: ${sampled(names)} $ a share, before fees): a sign that the quotes are not of one moment`;
  return [{ code: "quotedArbitrage", detail }];
}

/** Volatility that call and put of one strike may differ by, and widths of the quote's own band. */
const ONE_VOLATILITY = 0.02;
const BANDS = 2;

/** A strike has one volatility: two say that the forward between them is wrong. */
function putCallApart({ contracts, forward }: Findable): readonly Finding[] {
  const { forward: money } = forward;
  if (money === null) return [];
  const [first, second] = contracts
    .filter(({ ownIv }) => ownIv !== null)
    .toSorted((a, b) => Math.abs(a.strike - money) - Math.abs(b.strike - money));
  if (first === undefined || second?.strike !== first.strike) return [];
  const [one, other] = [first.ownIv ?? 0, second.ownIv ?? 0];
  const { bid, ask } = first.band;
  const open = bid === null || ask === null ? 0 : ask - bid;
  if (Math.abs(one - other) <= Math.max(ONE_VOLATILITY, BANDS * open)) return [];
  const both = [one, other].map((iv) => `${(iv * 100).toFixed(1)} %`).join(" and ");
  const detail = `call and put at ${first.strike} say ${both}: the forward ${money.toFixed(3)} fits only one of them`;
  return [{ code: "putCallApart", detail }];
}

function noSmile({ smile, forward }: Findable): readonly Finding[] {
  if (smile !== null) return [];
  const why =
    forward.forward === null
      ? "there is no forward to measure strikes from"
      : "too few out-of-the-money quotes on both sides of the money have a bid";
  return [
    {
      code: "noSmile",
      detail: `no smile lies in these quotes, as ${why}: no moves, odds, exposures or plans`,
    },
  ];
}

function offSmile({ off, contracts }: Findable): readonly Finding[] {
  if (off.length === 0) return [];
  const names = off.map(({ row }) => `${row.contract.right} ${row.contract.strike / USD_E4}`);
  const counted = `${off.length} of ${contracts.length} contracts are quoted beside what the smile of all says`;
  return [{ code: "offSmile", detail: `${counted} (${sampled(names)}): no plan is made of them` }];
}
