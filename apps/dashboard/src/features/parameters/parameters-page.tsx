import type { ParameterRow } from "@smart0dte/gateway/contract";
import { useReducer } from "react";
import { useLatest, useMayAct } from "../../socket/desk-context.ts";
import { Panel } from "../../ui/panel.tsx";
import { Empty, Loading, Unreadable } from "../../ui/state-note.tsx";
import { usePhone } from "../../ui/use-width.ts";
import { ParameterLine } from "./parameter-line.tsx";
import { StagedBar } from "./staged-bar.tsx";
import { stagedStep } from "./staged-changes.ts";

/** What the desk is set to, and changes that are staged, then applied together with a reason. */
export function ParametersPage() {
  const rows = useLatest("parameters")?.parameters;
  const mayAct = useMayAct();
  const phone = usePhone();
  const [staged, tell] = useReducer(stagedStep, []);
  const editable = mayAct && !phone;
  return (
    <div className="flex flex-col gap-2">
      <Panel
        title="Parameters"
        aside={
          <span className="text-dense text-text3">
            {editable
              ? ""
              : phone
                ? "Use a larger screen to change them."
                : "Your role (viewer) cannot change them."}
          </span>
        }
        scrolls
        foot="Ceilings are the administrator's. The mode of this process is not a parameter: it is chosen when the desk starts."
      >
        <Unreadable topic="parameters" />
        {rows === undefined ? (
          <Loading what="parameters" rows={14} />
        ) : rows.length === 0 ? (
          <Empty>The desk offers no parameters.</Empty>
        ) : (
          <ParameterTable rows={rows} editable={editable} phone={phone} tell={tell} />
        )}
      </Panel>
      {staged.length > 0 && rows !== undefined && <StagedBar staged={staged} rows={rows} tell={tell} />}
    </div>
  );
}

interface ParameterTableProps {
  readonly rows: readonly ParameterRow[];
  readonly editable: boolean;
  readonly phone: boolean;
  readonly tell: Parameters<typeof ParameterLine>[0]["tell"];
}

function ParameterTable({ rows, editable, phone, tell }: ParameterTableProps) {
  return (
    <table className="w-full text-body" aria-label="Parameters">
      <thead>
        <tr className="h-7 text-dense text-text3">
          <th scope="col" className="px-3">
            parameter
          </th>
          <th scope="col" className="px-3 text-right">
            now
          </th>
          {!phone && (
            <>
              <th scope="col" className="px-3 text-right">
                default
              </th>
              <th scope="col" className="px-3 text-right">
                ceiling
              </th>
            </>
          )}
          {editable && (
            <th scope="col" className="px-3">
              new
            </th>
          )}
          {!phone && (
            <th scope="col" className="px-3">
              takes effect
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ParameterLine key={row.name} row={row} editable={editable} phone={phone} tell={tell} />
        ))}
      </tbody>
    </table>
  );
}
