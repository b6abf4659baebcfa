import type { How } from "@smart0dte/gateway/contract";
import { useState, type ReactNode } from "react";
import { useHello } from "../../socket/desk-context.ts";
import { AgeBadge } from "../../ui/age-badge.tsx";
import { ChoiceRow } from "../../ui/choice-row.tsx";
import { ProvenanceChip, SaidByChip } from "../../ui/num.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Empty, Loading, Unreadable } from "../../ui/state-note.tsx";

interface PicturePanelProps {
  readonly title: string;
  readonly topic: string;
  /** Null before the first value; microseconds of desk time when it was true. */
  readonly frame: { readonly at: number | null; readonly how: How } | undefined;
  /** Why there is nothing to draw; null where there is. */
  readonly why: string | null;
  readonly picture: ReactNode;
  /** The same numbers as a table. */
  readonly table: ReactNode;
  /** Between the title and the switch of picture and table. */
  readonly actions?: ReactNode;
  /** Above picture and table, whichever is shown. */
  readonly lead?: ReactNode;
  readonly foot?: ReactNode;
  readonly className: string;
}

/** A picture with its age, its making and its numbers as a table, in every state that it can have. */
export function PicturePanel(props: PicturePanelProps) {
  const { title, topic, frame, why, picture, table, actions, lead, foot, className } = props;
  const [as, setAs] = useState<"chart" | "table">("chart");
  const limit = useHello()?.ageLimits.option;
  return (
    <Panel
      title={title}
      freezable
      className={className}
      aside={
        <>
          {frame !== undefined && <AgeBadge at={frame.at} limit={limit} of={title} />}
          <ProvenanceChip how={frame?.how} />
        </>
      }
      actions={
        <>
          {actions}
          <ChoiceRow
            label={`${title} as`}
            choices={["chart", "table"]}
            value={as}
            onChoose={setAs}
            className="shrink-0"
          />
        </>
      }
      {...(foot === undefined ? {} : { foot })}
      bodyClassName="flex flex-col"
    >
      <Unreadable topic={topic} />
      {frame === undefined ? (
        <Loading what={title.toLowerCase()} rows={5} />
      ) : why !== null ? (
        <Empty>{why}</Empty>
      ) : (
        <SaidByChip value={frame.how}>
          {lead}
          <div className="relative min-h-0 flex-1">
            {as === "chart" ? (
              picture
            ) : (
              <div
                className="absolute inset-0 overflow-auto -outline-offset-2"
                tabIndex={0}
                role="region"
                aria-label={`${title} as a table`}
              >
                {table}
              </div>
            )}
          </div>
        </SaidByChip>
      )}
    </Panel>
  );
}
