import { useLatest } from "../../socket/desk-context.ts";
import { signedMoney } from "../../ui/format/number-format.ts";
import { strategyWords, strikesOf } from "../../ui/desk-words.ts";
import { Num } from "../../ui/num.tsx";

/** Each open position with what closing would fetch now. */
export function FlattenList() {
  const open = (useLatest("positions")?.positions ?? []).filter(({ quantity }) => quantity !== 0);
  if (open.length === 0) return <p className="mt-2 text-body text-text2">No position is open.</p>;
  return (
    <ul className="mt-2 space-y-1 text-body">
      {open.map((position) => (
        <li key={position.id} className="flex justify-between gap-3 border-t border-line pt-1">
          <span>
            <strong className="font-semibold">{position.ticker}</strong> {strikesOf(position.legs)}{" "}
            <span className="text-text3">{strategyWords(position.strategy)}</span>
          </span>
          <Num
            value={position.pnlExecutable}
            format={signedMoney}
            how={position.how}
            tone="sign"
            why={position.unmarkable ?? "not markable now"}
          />
        </li>
      ))}
    </ul>
  );
}
