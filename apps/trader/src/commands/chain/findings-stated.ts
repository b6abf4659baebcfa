import type { Finding, Findable } from "./chain-finding.ts";
import type { StatedClock } from "./chain-stated.ts";

/** How far the table's own readings are from ours, and the clock on which they are not. */
export function statedFindings({ stated, expiry }: Findable): readonly Finding[] {
  if (stated === null) return [];
  const { contracts, iv, delta, clock, clocks, forward } = stated;
  const apart = `the table's own IV of ${contracts} contracts (|delta| 0.05 to 0.5) is ${iv.worst.toFixed(4)} apart at most, ${iv.median.toFixed(4)} at the median; its delta ${delta.worst.toFixed(4)} at most`;
  if (clock.seconds === expiry.seconds) return [{ code: "statedIv", detail: apart }];
  const named = clocks.map((each) => `${said(each)} ${each.iv.worst.toFixed(4)}`).join(", ");
  const counts = `it counts ${minutes(clock.seconds)} minutes to expiry (${clock.name}) where ${minutes(expiry.seconds)} are left`;
  const what = `around ${forward.toFixed(2)} IV is apart at most: ${named}; delta is the same on every clock, as it knows only the volatility of all the time that is left`;
  return [{ code: "statedIv", detail: `${apart}; ${counts}; ${what}` }];
}

const minutes = (seconds: number): string => (seconds / 60).toFixed(0);

const said = ({ name, seconds }: StatedClock): string => `${name} (${minutes(seconds)} min)`;
