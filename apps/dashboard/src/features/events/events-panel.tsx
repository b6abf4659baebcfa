import type { EventRow } from "@smart0dte/gateway/contract";
import { CircleAlert, Dot, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { useRows } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { cn } from "../../ui/cn.ts";
import { time } from "../../ui/format/time-format.ts";
import { Panel } from "../../ui/panel.tsx";
import { Empty, Loading, Unreadable } from "../../ui/state-note.tsx";

const KINDS = [
  "fill",
  "order",
  "exit",
  "breaker",
  "halt",
  "parameter",
  "feed",
  "broker",
  "settlement",
  "arming",
] as const;
type Kind = (typeof KINDS)[number];
const SHOWN = 200;

/** Alarms and events, newest first. A danger is shown whatever the filter. */
export function EventsPanel({ className }: { readonly className?: string }) {
  const rows = useRows("events");
  const [hidden, setHidden] = useState<ReadonlySet<Kind>>(new Set());
  const shown = (rows ?? []).filter(({ kind, severity }) => severity === "danger" || !hidden.has(kind));
  const missing = (rows?.length ?? 0) - shown.length;
  const present = KINDS.filter((kind) => rows?.some((row) => row.kind === kind));
  return (
    <Panel
      title="Alarms & events"
      className={className ?? ""}
      scrolls
      actions={
        <div className="flex flex-wrap items-center justify-end gap-1">
          {present.map((kind) => (
            <Button
              key={kind}
              size="small"
              kind="quiet"
              aria-pressed={!hidden.has(kind)}
              className="px-1.5 font-normal aria-pressed:text-text aria-[pressed=false]:line-through"
              onClick={() => {
                setHidden(toggled(hidden, kind));
              }}
            >
              {kind}
            </Button>
          ))}
          {missing > 0 && <span className="text-dense font-semibold text-warn">{missing} hidden</span>}
        </div>
      }
    >
      <Unreadable topic="events" />
      {rows === null ? (
        <Loading what="events" rows={4} />
      ) : shown.length === 0 ? (
        <Empty>Nothing has happened yet. Fills, cancels, breakers and feed faults are listed here.</Empty>
      ) : (
        <ol aria-label="Alarms and events" className="py-1">
          {shown.slice(0, SHOWN).map((row) => (
            <EventLine key={row.id} row={row} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function EventLine({ row: { at, kind, severity, sentence } }: { readonly row: EventRow }) {
  return (
    <li className="flex items-start gap-2 px-3 py-0.5 text-dense leading-[18px]">
      <span className="w-16 shrink-0 text-text3">{time(at)}</span>
      <SeverityMark of={severity} />
      <span
        className={cn("min-w-0 flex-1", severity === "danger" ? "font-semibold text-danger" : "text-text2")}
      >
        {sentence}
      </span>
      <span className="shrink-0 text-text3">{kind}</span>
    </li>
  );
}

function SeverityMark({ of }: { readonly of: EventRow["severity"] }) {
  if (of === "danger")
    return <CircleAlert size={14} aria-label="danger" className="mt-0.5 shrink-0 text-danger" />;
  if (of === "warn")
    return <TriangleAlert size={14} aria-label="warning" className="mt-0.5 shrink-0 text-warn" />;
  return <Dot size={14} aria-hidden="true" className="mt-0.5 shrink-0 text-text3" />;
}

function toggled(set: ReadonlySet<Kind>, kind: Kind): ReadonlySet<Kind> {
  const next = new Set(set);
  if (!next.delete(kind)) next.add(kind);
  return next;
}
