import type { PositionRow } from "@smart0dte/gateway/contract";
import { symbolWords } from "../../ui/desk-words.ts";
import { signedCount } from "../../ui/format/number-format.ts";

/** Contracts that stand beside the packages of a position, and what is being done about those that traded alone. */
export function LegsBeside({ position: { residual, orphan, closedAt } }: { readonly position: PositionRow }) {
  if (orphan !== null)
    return <span className="block text-dense whitespace-normal font-semibold text-danger">{orphan}</span>;
  if (closedAt !== null || residual.length === 0) return null;
  const legs = residual.map(({ symbol, quantity }) => `${signedCount(quantity)} ${symbolWords(symbol)}`);
  return (
    <span className="block text-dense leading-[14px] font-semibold text-warn">
      {`beside its packages: ${legs.join(", ")}`}
    </span>
  );
}
