import { useLatest } from "../../socket/desk-context.ts";
import { Panel } from "../../ui/panel.tsx";
import { Loading, Unreadable } from "../../ui/state-note.tsx";
import { BrokerDetails } from "./broker-details.tsx";

/** The way to the broker as a page of its own, so that it has an address. */
export function BrokerPanel() {
  const broker = useLatest("broker");
  return (
    <Panel title="Broker" scrolls bodyClassName="p-3">
      <Unreadable topic="broker" />
      {broker === undefined ? <Loading what="the broker" rows={6} /> : <BrokerDetails />}
    </Panel>
  );
}
