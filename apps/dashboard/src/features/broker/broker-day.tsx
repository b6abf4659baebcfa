import type { BrokerProfitRow } from "@smart0dte/gateway/contract";
import { signedMoney } from "../../ui/format/number-format.ts";
import { timeWithZone } from "../../ui/format/time-format.ts";
import { Num } from "../../ui/num.tsx";
import { Heading } from "./broker-heading.tsx";

const NOT_TOLD = "the broker has no figure";
const UNMARKABLE = "an open position cannot be marked";

/** The day by the broker's count beside the desk's, with the difference. */
export function DayByBroker({ profit }: { readonly profit: BrokerProfitRow | null }) {
  return (
    <section aria-label="Day by the broker's count">
      <Heading>
        {profit === null ? "P&L by the broker" : `P&L by the broker at ${timeWithZone(profit.at)}`}
      </Heading>
      {profit === null ? (
        <p className="text-body text-text2">The broker has not said what the account made today.</p>
      ) : (
        <>
          <table className="max-w-96 text-body">
            <thead>
              <tr className="text-dense text-text3">
                <th className="pr-4 text-left font-normal">today</th>
                <th className="pr-4 text-right font-normal">broker</th>
                <th className="pr-4 text-right font-normal">desk</th>
                <th className="text-right font-normal">difference</th>
              </tr>
            </thead>
            <tbody>
              <tr>
                <td className="pr-4 text-text3">all</td>
                <td className="pr-4 text-right">
                  <Num value={profit.daily} format={signedMoney} how="broker" tone="sign" why={NOT_TOLD} />
                </td>
                <td className="pr-4 text-right">
                  <Num value={profit.ownDaily} format={signedMoney} tone="sign" why={UNMARKABLE} />
                </td>
                <td className="text-right">
                  <Num
                    value={profit.difference}
                    format={signedMoney}
                    why={profit.daily === null ? NOT_TOLD : UNMARKABLE}
                  />
                </td>
              </tr>
              <tr>
                <td className="pr-4 text-text3">realised</td>
                <td className="pr-4 text-right">
                  <Num value={profit.realised} format={signedMoney} how="broker" tone="sign" why={NOT_TOLD} />
                </td>
                <td className="pr-4 text-right">
                  <Num value={profit.ownRealised} format={signedMoney} tone="sign" />
                </td>
                <td />
              </tr>
              <tr>
                <td className="pr-4 text-text3">open</td>
                <td className="pr-4 text-right">
                  <Num
                    value={profit.unrealised}
                    format={signedMoney}
                    how="broker"
                    tone="sign"
                    why={NOT_TOLD}
                  />
                </td>
                <td />
                <td />
              </tr>
            </tbody>
          </table>
          <p className="text-dense text-text3">
            The desk counts the fees of closing what is open and its own run alone; the broker the whole
            account since midnight.
          </p>
        </>
      )}
    </section>
  );
}
