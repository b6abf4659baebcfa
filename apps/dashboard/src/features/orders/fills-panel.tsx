import { useRows } from "../../socket/desk-context.ts";
import { symbolWords } from "../../ui/desk-words.ts";
import { useOpenDetail } from "../../ui/desk-location.ts";
import { averageFill, count, money, packagePrice, signedCount } from "../../ui/format/number-format.ts";
import { executionTime } from "../../ui/format/time-format.ts";
import { Num } from "../../ui/num.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Empty, Loading, Unreadable } from "../../ui/state-note.tsx";
import { usePhone } from "../../ui/use-width.ts";
import { FillCards } from "./fill-cards.tsx";
import { QUALITY } from "./fill-quality.tsx";

/** Every execution of a package with its legs and fees. */
export function FillsPanel() {
  const rows = useRows("fills");
  const tickers = new Map((useRows("orders") ?? []).map(({ id, ticker }) => [id, ticker]));
  const phone = usePhone();
  const [, show] = useOpenDetail();
  return (
    <Panel
      title="Executions"
      aside={<span className="text-dense text-text3">{rows === null ? "" : count(rows.length)}</span>}
      scrolls
    >
      <Unreadable topic="fills" />
      {rows === null ? (
        <Loading what="executions" rows={4} />
      ) : rows.length === 0 ? (
        <Empty>No execution today. One appears when an order meets its price.</Empty>
      ) : phone ? (
        <FillCards fills={rows} />
      ) : (
        <table className="relative w-full text-body" aria-label="Executions">
          <thead>
            <tr className="h-7 text-dense text-text3">
              <th scope="col" className="px-3">
                time
              </th>
              <th scope="col" className="px-3">
                order
              </th>
              <th scope="col" className="px-3">
                for
              </th>
              <th scope="col" className="px-3">
                legs
              </th>
              <th scope="col" className="px-2 text-right">
                qty
              </th>
              <th scope="col" className="px-2 text-right">
                price
              </th>
              <th scope="col" className="px-2 text-right">
                fees
              </th>
              {QUALITY.map(({ name }) => (
                <th key={name} scope="col" className="px-2 text-right whitespace-nowrap max-desk:hidden">
                  {name}
                </th>
              ))}
              <th scope="col" className="px-2">
                how
              </th>
              <th scope="col" className="px-3">
                execution
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((fill) => (
              <tr key={fill.id} className="h-8 border-t border-line">
                <th scope="row" className="px-3 whitespace-nowrap text-text2">
                  {executionTime(fill.at)}
                </th>
                <td className="px-3 text-dense whitespace-nowrap">
                  <button
                    type="button"
                    className="min-h-6 rounded text-left text-text2 hover:text-accent hover:underline"
                    onClick={() => {
                      show({ kind: "order", id: fill.orderId });
                    }}
                  >
                    <strong className="font-semibold">{tickers.get(fill.orderId)}</strong> {fill.orderId}
                  </button>
                </td>
                <td className="px-3">{fill.purpose === "open" ? "opening" : "closing"}</td>
                <td className="px-3 text-dense text-text2">
                  <span className="flex flex-wrap gap-x-3">
                    {fill.legs.map(({ instrument, symbol, quantity, price }) => (
                      <span key={instrument} className="whitespace-nowrap">
                        {`${signedCount(quantity)} ${symbolWords(symbol)} @ `}
                        <Num value={price} format={averageFill} how={fill.how} />
                      </span>
                    ))}
                  </span>
                </td>
                <td className="px-2 text-right">{count(fill.quantity)}</td>
                <td className="px-2 text-right">
                  <Num value={fill.price} format={packagePrice} how={fill.how} />
                </td>
                <td className="px-2 text-right">
                  <Num value={fill.fees} format={money} />
                </td>
                {QUALITY.map(({ name, Reading }) => (
                  <td key={name} className="px-2 text-right max-desk:hidden">
                    <Reading quality={fill.quality} />
                  </td>
                ))}
                <td className="px-2 text-dense text-text2">{fill.how}</td>
                <td className="max-w-36 truncate px-3 text-dense text-text3" title={fill.id}>
                  {fill.id}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
