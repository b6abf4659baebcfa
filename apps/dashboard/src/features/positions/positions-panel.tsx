import type { PositionRow } from "@smart0dte/gateway/contract";
import { useState } from "react";
import { useLatest } from "../../socket/desk-context.ts";
import { Button } from "../../ui/button.tsx";
import { useOpenDetail } from "../../ui/desk-location.ts";
import { ProvenanceChip, SaidByChip } from "../../ui/num.tsx";
import { Panel, type PanelProps } from "../../ui/panel.tsx";
import { Empty, Loading, Unreadable } from "../../ui/state-note.tsx";
import { usePhone } from "../../ui/use-width.ts";
import { BookAgreement } from "./book-agreement.tsx";
import { CloseDialog } from "./close-dialog.tsx";
import { PositionCards } from "./position-cards.tsx";
import { PositionTable } from "./position-table.tsx";

interface PositionsPanelProps extends Pick<PanelProps, "className" | "bodyRef"> {
  /** Also those that are flat since today. */
  readonly flatToo: boolean;
}

/** What the desk holds, with both values side by side, and what protects it now. */
export function PositionsPanel({ className, bodyRef, flatToo }: PositionsPanelProps) {
  const all = useLatest("positions")?.positions;
  const phone = usePhone();
  const [closing, setClosing] = useState<string | null>(null);
  const open = (all ?? []).filter(isOpen);
  const shown = flatToo ? [...open, ...(all ?? []).filter((position) => !isOpen(position))] : open;
  const how = shown.every((position) => position.how === shown[0]?.how) ? shown[0]?.how : undefined;
  const asked = (all ?? []).find(({ id }) => id === closing);
  return (
    <Panel
      title="Positions"
      aside={
        <>
          <span className="text-dense text-text3">{all === undefined ? "" : `${open.length} open`}</span>
          <ProvenanceChip how={how} />
          {flatToo && <BookAgreement />}
        </>
      }
      className={className ?? ""}
      {...(bodyRef === undefined ? {} : { bodyRef })}
      scrolls
      actions={<BookButton />}
      {...(flatToo && open.length > 0 ? { foot: protectionFoot(open) } : {})}
    >
      <Unreadable topic="positions" />
      {all === undefined ? (
        <Loading what="positions" rows={2} />
      ) : shown.length === 0 ? (
        <Empty>No open positions. Plans appear when a signal passes its threshold.</Empty>
      ) : (
        <SaidByChip value={how}>
          {phone ? (
            <PositionCards positions={shown} onClose={setClosing} />
          ) : (
            <PositionTable compact={!flatToo} positions={shown} onClose={setClosing} />
          )}
        </SaidByChip>
      )}
      {asked !== undefined && (
        <CloseDialog
          position={asked}
          onDone={() => {
            setClosing(null);
          }}
        />
      )}
    </Panel>
  );
}

function protectionFoot(open: readonly PositionRow[]): string {
  const why = open.find(({ unprotected }) => unprotected !== null)?.unprotected ?? null;
  const stops = stopFoot(open);
  return why === null
    ? `DESK: target, stop, thesis and time are watched by this program. ${stops}`
    : `${open.some(({ protection }) => protection === "NONE") ? "NONE" : "BROKER STOP ONLY"}: ${why} ${stops}`;
}

/** How many of them have a stop on every short leg that the broker has confirmed. */
function stopFoot(open: readonly PositionRow[]): string {
  const covered = open.filter(({ protection }) => protection.includes("BROKER STOP")).length;
  return covered === 0
    ? "No stop rests at the broker."
    : `A stop rests at the broker for ${covered} of ${open.length}.`;
}

/** Opens the ladder of everything held. */
function BookButton() {
  const [, show] = useOpenDetail();
  return (
    <Button
      size="small"
      kind="quiet"
      onClick={() => {
        show({ kind: "book", id: "all" });
      }}
    >
      Ladder of the book
    </Button>
  );
}

export const isOpen = ({ closedAt }: PositionRow): boolean => closedAt === null;
