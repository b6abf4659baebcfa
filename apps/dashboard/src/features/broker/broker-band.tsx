import { useEffect, useState } from "react";
import { useClock, useLatest } from "../../socket/desk-context.ts";
import { count } from "../../ui/format/number-format.ts";
import { age, left } from "../../ui/format/time-format.ts";
import { StateBand } from "../../ui/state-band.tsx";
import { elsewhere, firstUnsettled, unsettled, type BrokerLine } from "./broker-words.ts";

/** What is over within this needs no band, milliseconds. */
const PATIENCE_MS = 1_500;

/** The way to the broker for the whole page: amber while it will pass, red where nothing opens until somebody acts. */
export function BrokerBand() {
  const line = useLatest("broker")?.line ?? null;
  if (line === null || (line.state === "ready" && line.reconciled)) return null;
  // a band by what it says: another saying waits its own time
  return <PatientBand key={line.state} line={line} />;
}

function PatientBand({ line }: { readonly line: BrokerLine }) {
  const [isDue, setDue] = useState(line.state === "ready" || line.state === "refused");
  useEffect(() => {
    const timer = setTimeout(() => {
      setDue(true);
    }, PATIENCE_MS);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return isDue ? <BandOf line={line} /> : null;
}

/** Separate from its patience, so that what it says can be read by itself. */
export function BandOf({ line }: { readonly line: BrokerLine }) {
  const { state, since, until, why } = line;
  const because = why === null ? "" : `: ${why}`;
  switch (state) {
    case "ready":
      return (
        <StateBand tone="danger">
          {`UNRECONCILED: broker and desk differ on ${count(unsettled(line))}. Nothing opens until it is settled.`}
          <span className="ml-2 font-normal">{firstUnsettled(line)}</span>
        </StateBand>
      );
    case "connecting":
    case "handshaking":
      return (
        <StateBand tone="caution">
          CONNECTING to the broker <Since at={since} />: nothing opens, exits wait
        </StateBand>
      );
    case "synchronising":
      return (
        <StateBand tone="caution">
          RECONCILING with broker <Since at={since} />: nothing opens
        </StateBand>
      );
    case "nightlyReset":
      return (
        <StateBand tone="caution">
          {`BROKER RESET${because}: nothing opens, exits wait`} <Left until={until} />
        </StateBand>
      );
    case "refused":
      return (
        <StateBand tone="danger">
          {`BROKER REFUSED${because}. No order goes out, exits neither. Mend the cause.${elsewhere(line)}`}
        </StateBand>
      );
    case "disconnected":
    case "halfOpen":
    case "backingOff":
      return (
        <StateBand tone="danger">
          NO BROKER <Since at={since} />
          {`${because}. Nothing opens and exits wait until it is back.${elsewhere(line)}`}
        </StateBand>
      );
  }
}

/** Counts for the eye; a band is announced once, not every second. */
function Since({ at }: { readonly at: number }) {
  const span = useClock(({ now }) => (now === null ? "" : `(${age(now - at)})`));
  return <span aria-hidden="true">{span}</span>;
}

function Left({ until }: { readonly until: number | null }) {
  const span = useClock(({ now }) => (now === null || until === null ? "" : `(${left(until - now)})`));
  return <span aria-hidden="true">{span}</span>;
}
