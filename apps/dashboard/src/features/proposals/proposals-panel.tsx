import type { ProposalRow } from "@smart0dte/gateway/contract";
import { useRef, useState } from "react";
import { useDeskState, useRows } from "../../socket/desk-context.ts";
import { ChoiceRow } from "../../ui/choice-row.tsx";
import { useOpenDetail } from "../../ui/desk-location.ts";
import { Panel } from "../../ui/panel.tsx";
import { Empty, Loading, Unreadable } from "../../ui/state-note.tsx";
import { nextPlace } from "../../ui/next-place.ts";
import { useShortcut } from "../../ui/use-shortcut.ts";
import { ProposalCard } from "./proposal-card.tsx";

const FILTERS = ["all", "SPY", "QQQ", "IWM"] as const;
type Filter = (typeof FILTERS)[number];
const SHOWN = 50;

/** What the desk proposes, and why it does not. What waits for a person ignores the filter. */
export function ProposalsPanel({ className }: { readonly className?: string }) {
  const rows = useRows("proposals");
  const signals = useRows("signals");
  const closed = useDeskState(({ link }) => link.phase === "closed" || link.phase === "ended");
  const [filter, setFilter] = useState<Filter>("all");
  const [, open] = useOpenDetail();
  const list = useRef<HTMLDivElement>(null);
  useShortcut({
    keys: ["j", "k"],
    words: "next, previous proposal; Enter reviews",
    act: (key) => {
      focusInList(list.current, key === "j" ? 1 : -1);
    },
  });
  const recent = (rows ?? []).slice(0, SHOWN);
  const shown = waitingFirst(
    recent.filter(({ ticker, state }) => filter === "all" || ticker === filter || state === "awaiting"),
  );
  const missing = recent.length - shown.length;
  const plans = recent.filter(
    ({ plan, state }) => plan !== null && (state === "new" || state === "awaiting"),
  ).length;
  return (
    <Panel
      title="Proposals"
      aside={
        <span className="text-dense text-text3">
          {closed ? "CLOSED" : `${plans} open`}
          {missing > 0 && <span className="ml-2 font-semibold text-warn">{missing} hidden</span>}
        </span>
      }
      className={className ?? ""}
      scrolls
      actions={
        <ChoiceRow label="Ticker of the proposals" choices={FILTERS} value={filter} onChoose={setFilter} />
      }
    >
      <Unreadable topic="proposals" />
      {rows === null ? (
        <Loading what="proposals" rows={6} />
      ) : shown.length === 0 ? (
        <Empty>{NONE}</Empty>
      ) : (
        <div ref={list}>
          {shown.map((row) => (
            <ProposalCard
              key={row.id}
              row={row}
              signal={signals?.find(({ id }) => id === row.signalId)}
              onReview={() => {
                open({ kind: "plan", id: row.id });
              }}
              onWhy={() => {
                open({ kind: "signal", id: row.signalId });
              }}
            />
          ))}
        </div>
      )}
    </Panel>
  );
}

/** The act of the next proposal, `Review` or `Why`, takes the focus; Enter then is the button's own. */
function focusInList(list: HTMLElement | null, step: 1 | -1): void {
  const acts = [...(list?.querySelectorAll<HTMLElement>("article button") ?? [])];
  const place = acts.findIndex((act) => act === document.activeElement);
  acts[nextPlace(place, acts.length, step)]?.focus();
}

const NONE =
  "No proposal yet. One appears when a signal passes the confidence threshold; a signal that leads to nothing is listed with its reason.";

const waitingFirst = (rows: readonly ProposalRow[]): readonly ProposalRow[] => [
  ...rows.filter(({ state }) => state === "awaiting"),
  ...rows.filter(({ state }) => state !== "awaiting"),
];
