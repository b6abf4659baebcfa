import { useParams } from "react-router";
import { BrokerPanel } from "../features/broker/broker-panel.tsx";
import { FillsPanel } from "../features/orders/fills-panel.tsx";
import { OrdersPanel } from "../features/orders/orders-panel.tsx";
import { PositionsPanel } from "../features/positions/positions-panel.tsx";
import { NotFoundPage } from "./not-found-page.tsx";
import { PageTabs } from "./page-tabs.tsx";

const TABS = [
  { to: "/trade/positions", word: "Positions" },
  { to: "/trade/orders", word: "Orders" },
  { to: "/trade/executions", word: "Executions" },
  { to: "/trade/broker", word: "Broker" },
] as const;

/** What is working, filled, held, and what protects it now? */
export function TradePage() {
  const { tab } = useParams();
  const part = partOf(tab);
  if (part === null) return <NotFoundPage />;
  return (
    <div className="flex flex-col gap-2 p-2">
      <h1 className="sr-only">Trade</h1>
      <PageTabs label="Parts of the blotter" tabs={TABS} />
      {part}
    </div>
  );
}

function partOf(tab: string | undefined) {
  if (tab === "positions") return <PositionsPanel flatToo />;
  if (tab === "orders") return <OrdersPanel />;
  if (tab === "executions") return <FillsPanel />;
  return tab === "broker" ? <BrokerPanel /> : null;
}
