import type { FeedFrame, Hello } from "@smart0dte/gateway/contract";
import { Check, TriangleAlert } from "lucide-react";
import { useClock, useHello, useLatest } from "../../socket/desk-context.ts";
import { lineWord } from "../../socket/desk-clock.ts";
import { barButton } from "../../ui/bar-cell.tsx";
import { count } from "../../ui/format/number-format.ts";
import { age, milliseconds, time } from "../../ui/format/time-format.ts";
import { Flyout } from "../../ui/flyout.tsx";
import { Num } from "../../ui/num.tsx";

type Health = FeedFrame["health"][number];

/** The feed at a glance: the worst admissible age, or what is wrong and since when. */
export function FeedCell() {
  const feed = useLatest("feed");
  const line = useClock(({ silenceMs }) => lineWord(silenceMs));
  const limits = useHello()?.ageLimits;
  const worst = worstOf(feed?.health ?? [], limits);
  const down = feed?.line?.connections.find(({ state }) => state === "waiting" || state === "failed");
  const text =
    line === "DELAYED" || line === "DISCONNECTED"
      ? line
      : feed === undefined
        ? "waiting"
        : down === undefined
          ? feedWords(worst)
          : `LOST ${down.dataset}`;
  const well = line === "LIVE" && worst !== null && worst.state === "well" && down === undefined;
  return (
    <Flyout
      label="Feed by class of instrument"
      trigger={
        <button type="button" className={`${barButton} w-24 tablet:w-44 desk:w-36 min-[1400px]:w-44`}>
          <span className="text-dense leading-[14px] text-text3">feed</span>
          {/* as wide as ever: what is wrong with a feed moves nothing beside it */}
          <span
            className={`flex max-w-full items-center gap-1 leading-[18px] whitespace-nowrap ${well ? "text-control" : "text-dense font-semibold text-warn"}`}
          >
            <span className="min-w-0 truncate" title={text}>
              {text}
            </span>
            {well ? (
              <Check size={14} aria-label="well" className="shrink-0 text-text3" />
            ) : (
              <TriangleAlert size={14} aria-label="not well" className="shrink-0" />
            )}
          </span>
        </button>
      }
    >
      <h2 className="mb-2 text-dense font-semibold text-text2">Feed</h2>
      <table className="w-full text-body">
        <thead>
          <tr className="text-dense text-text3">
            <th scope="col">class</th>
            <th scope="col">state</th>
            <th scope="col" className="text-right">
              worst age
            </th>
            <th scope="col" className="text-right">
              last record
            </th>
          </tr>
        </thead>
        <tbody>
          {(feed?.health ?? []).map(({ scope, state, worstAge, lastRecordAt }) => (
            <tr key={scope}>
              <th scope="row">{scope}</th>
              <td className={state === "well" ? "text-text2" : "font-semibold text-warn"}>{state}</td>
              <td className="text-right">
                <Num value={worstAge} format={age} why="nothing came yet" />
              </td>
              <td className="text-right">
                <Num value={lastRecordAt} format={time} why="nothing came yet" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {feed?.line != null && <MarketLine line={feed.line} />}
    </Flyout>
  );
}

/** The way from the market to the desk: each connection, and how its threads keep up. */
function MarketLine({ line }: { readonly line: NonNullable<FeedFrame["line"]> }) {
  const { connections, conflated, lagMicros, loopDelayMs } = line;
  return (
    <>
      <h2 className="mt-3 mb-2 text-dense font-semibold text-text2">Connections</h2>
      <table className="w-full text-body">
        <thead>
          <tr className="text-dense text-text3">
            <th scope="col">data set</th>
            <th scope="col">state</th>
            <th scope="col" className="text-right">
              since
            </th>
          </tr>
        </thead>
        <tbody>
          {connections.map(({ dataset, state, since, why }) => (
            <tr key={dataset}>
              <th scope="row">{dataset}</th>
              <td
                className={state === "streaming" ? "text-text2" : "font-semibold text-warn"}
                title={why ?? undefined}
              >
                {state}
              </td>
              <td className="text-right">
                <Num value={since} format={time} why="not known" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-3 gap-y-1 text-body">
        {lagMicros !== null && (
          <>
            <dt className="text-text3">Behind the speed</dt>
            <dd>
              <Num value={lagMicros} format={age} why="not known" />
            </dd>
          </>
        )}
        <dt className="text-text3">Conflated</dt>
        <dd>{count(conflated)} quotes</dd>
        <dt className="text-text3">Loop delay</dt>
        <dd>
          {loopDelayMs.feed === null ? "" : `feed ${milliseconds(loopDelayMs.feed)}`}
          {loopDelayMs.exchange === null ? "" : ` · exchange ${milliseconds(loopDelayMs.exchange)}`}
        </dd>
      </dl>
    </>
  );
}

const BADNESS: Readonly<Record<Health["state"], number>> = {
  well: 0,
  stale: 1,
  absent: 2,
  gap: 3,
  halted: 4,
};

/** The class that is worst off; among equals the one that has used most of its age limit. */
export function worstOf(health: readonly Health[], limits: Hello["ageLimits"] | undefined): Health | null {
  const used = ({ scope, worstAge }: Health): number => (worstAge ?? 0) / limitOf(scope, limits);
  const [worst] = health.toSorted(
    (left, right) => BADNESS[right.state] - BADNESS[left.state] || used(right) - used(left),
  );
  return worst ?? null;
}

function limitOf(scope: string, limits: Hello["ageLimits"] | undefined): number {
  if (limits === undefined) return 1;
  if (scope.includes("options")) return limits.option;
  return scope.includes("VIX") ? limits.index : limits.underlying;
}

/** `0.2s`, `STALE SPY options 14s`, `NO DATA VIX`. */
export function feedWords(worst: Health | null): string {
  if (worst === null) return "no feed";
  const span = worst.worstAge === null ? "" : ` ${age(worst.worstAge)}`;
  switch (worst.state) {
    case "well":
      return span.trim();
    case "stale":
      return `STALE ${worst.scope}${span}`;
    case "gap":
      return `GAP ${worst.scope}${span}`;
    case "halted":
      return `HALTED ${worst.scope}`;
    case "absent":
      return `NO DATA ${worst.scope}`;
  }
}
