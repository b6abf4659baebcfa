import type { Order } from "@smart0dte/domain";
import type { ExecutionRow } from "../words/tws-heard.ts";
import type { Difference } from "./difference.ts";
import { revisionOf } from "./execution-name.ts";
import { nameOf } from "./position-comparison.ts";

/** Orders of which the broker's own executions say that it traded more than was asked for. */
export function overFills(
  orders: readonly Order[],
  executions: readonly ExecutionRow[],
): readonly Difference[] {
  const inForce = newest(executions);
  return orders.flatMap(({ id: orderId, legs, quantity }): readonly Difference[] => {
    const traded = new Map<string, number>();
    for (const row of inForce) {
      if (row.orderRef !== orderId || row.contract.kind !== "option") continue;
      const name = nameOf(row.contract);
      traded.set(name, (traded.get(name) ?? 0) + row.quantity);
    }
    const over = legs.flatMap(({ contract, ratio }) => {
      const name = nameOf({ kind: "option", conId: 0, option: contract });
      const count = traded.get(name) ?? 0;
      const ordered = ratio * quantity;
      return Math.abs(count) > Math.abs(ordered) ? [`${name} ${count} of ${ordered}`] : [];
    });
    return over.length === 0 ? [] : [{ kind: "overFilled", orderId, halts: false, note: over.join(", ") }];
  });
}

/** A correction stands for what it corrects. */
function newest(executions: readonly ExecutionRow[]): readonly ExecutionRow[] {
  const rows = new Map<string, ExecutionRow>();
  for (const row of executions) {
    const { base, revision } = revisionOf(row.execId);
    const known = rows.get(base);
    if (known === undefined || revisionOf(known.execId).revision <= revision) rows.set(base, row);
  }
  return [...rows.values()];
}
