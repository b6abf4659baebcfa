import type { ChainFrame } from "@smart0dte/gateway/contract";
import { useState } from "react";
import { useLatest } from "../../socket/desk-context.ts";
import { useBoardContract, type BoardContract } from "../../ui/board-contract.ts";
import { CandleView, useCandleHow } from "../../ui/candle-view.tsx";
import { ChoiceRow } from "../../ui/choice-row.tsx";
import type { DeskTicker } from "../../ui/desk-location.ts";
import { Fact } from "../../ui/fact.tsx";
import { Num, ProvenanceChip } from "../../ui/num.tsx";
import { Panel, type PanelProps } from "../../ui/panel.tsx";
import { Loading } from "../../ui/state-note.tsx";
import { useShortcut } from "../../ui/use-shortcut.ts";
import { usePhone } from "../../ui/use-width.ts";
import { PHONE_REST, whyNone } from "./chain-columns.ts";

interface StrikePanelProps extends Pick<PanelProps, "className"> {
  readonly ticker: DeskTicker;
}

/** Two-minute candles of the chosen contract; on a phone also what its row has no room for. */
export function StrikePanel({ ticker, className }: StrikePanelProps) {
  const frame = useLatest(`chain:${ticker}`);
  const [contract, choose] = useBoardContract(frame);
  const [view, setView] = useState<"chart" | "table">("chart");
  const how = useCandleHow(contract?.cell.instrument);
  const phone = usePhone();
  useShortcut({
    keys: ["t"],
    words: "candles as a table or a chart",
    act: () => {
      setView(view === "table" ? "chart" : "table");
    },
  });
  if (frame !== undefined && contract === null) return null;
  const words = contract === null ? `${ticker} strike` : `${ticker} ${contract.words}`;
  return (
    <Panel
      title={`${words} 2m`}
      aside={<ProvenanceChip how={how} />}
      className={className ?? ""}
      bodyClassName="flex flex-col"
      actions={
        <>
          <ChoiceRow
            label="Side of the strike"
            choices={["C", "P"]}
            value={contract?.right ?? "C"}
            onChoose={(right) => {
              if (contract !== null) choose(contract.strike, right);
            }}
          />
          <ChoiceRow label="Candles as" choices={["chart", "table"]} value={view} onChoose={setView} />
        </>
      }
    >
      {contract === null ? (
        <Loading what={`${ticker} chain`} rows={6} />
      ) : (
        <>
          {phone && <Rest contract={contract} how={frame?.how} />}
          <div className="relative min-h-[200px] flex-1">
            <CandleView instrument={contract.cell.instrument} label={words} view={view} />
          </div>
        </>
      )}
    </Panel>
  );
}

/** What a narrow row leaves out. */
function Rest({
  contract: { cell },
  how,
}: {
  readonly contract: BoardContract;
  readonly how: ChainFrame["how"] | undefined;
}) {
  return (
    <dl className="grid grid-cols-4 gap-x-3 gap-y-2 border-b border-line px-3 py-2">
      {PHONE_REST.map((column) => (
        <Fact key={column.key} name={column.name}>
          <Num value={column.print(cell)} format={sameText} why={whyNone(column.key, cell)} how={how} />
        </Fact>
      ))}
    </dl>
  );
}

const sameText = (text: string): string => text;
