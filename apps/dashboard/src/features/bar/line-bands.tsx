import { useClock, useDeskState, useHello } from "../../socket/desk-context.ts";
import { lineWord } from "../../socket/desk-clock.ts";
import { dayAndTime } from "../../ui/format/time-format.ts";
import { StateBand } from "../../ui/state-band.tsx";

const BYE_WORDS = {
  signedOut: "The desk ended this session.",
  idle: "The desk ended this session: nobody was here.",
  slow: "The desk cut this screen off because it could not follow.",
  shutdown: "The desk is shutting down.",
} as const;

/** The line to the desk: amber when late, red when gone. */
export function LineBand() {
  const word = useClock(({ silenceMs }) => lineWord(silenceMs));
  const seconds = useClock(({ silenceMs }) => (silenceMs === null ? null : Math.floor(silenceMs / 1_000)));
  const bye = useDeskState(({ link }) => link.bye);
  const why = bye === null ? "" : ` ${BYE_WORDS[bye]}`;
  if (word === "DISCONNECTED") {
    return (
      <StateBand tone="danger">
        DISCONNECTED: no beat from the desk <Silence seconds={seconds} />. Values only grow older; nothing
        opens from here. HALT can still be pressed.{why}
      </StateBand>
    );
  }
  if (word === "DELAYED")
    return (
      <StateBand tone="caution">
        DELAYED: no beat from the desk <Silence seconds={seconds} />.{why}
      </StateBand>
    );
  return null;
}

/** Counts for the eye; a band is announced once, not every second. */
const Silence = ({ seconds }: { readonly seconds: number | null }) => (
  <span aria-hidden="true">{`for ${seconds ?? 0} s`}</span>
);

/** Before the open, after the close, at a file's end. */
export function CalendarBand() {
  const hello = useHello();
  const phase = useDeskState(({ link }) => link.phase);
  if (hello === null || phase === null || phase === "open" || phase === "closing") return null;
  const words = {
    before: `CLOSED · opens ${dayAndTime(hello.session.open)}`,
    closed: `CLOSED · ${hello.session.date} closed ${dayAndTime(hello.session.close)}`,
    ended: `CLOSED · ${hello.session.date} has been played to its end`,
  }[phase];
  return <StateBand tone="neutral">{words}</StateBand>;
}
