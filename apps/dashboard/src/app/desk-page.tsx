import { useRef } from "react";
import { useNavigate } from "react-router";
import { NearChainPanel } from "../features/chain/near-chain-panel.tsx";
import { ChartPanel } from "../features/chart/chart-panel.tsx";
import { CorrelationPanel } from "../features/correlation/correlation-panel.tsx";
import { EventsPanel } from "../features/events/events-panel.tsx";
import { PositionsPanel } from "../features/positions/positions-panel.tsx";
import { ProposalsPanel } from "../features/proposals/proposals-panel.tsx";
import { SignalsPanel } from "../features/signals/signals-panel.tsx";
import { WatchStrip } from "../features/watch/watch-strip.tsx";
import { useTicker } from "../ui/desk-location.ts";
import { useShortcut } from "../ui/use-shortcut.ts";
import { usePhone } from "../ui/use-width.ts";

/** What is happening, what does the desk propose, what do I own? */
export function DeskPage() {
  const phone = usePhone();
  return (
    <div className="flex flex-col gap-2 p-2 desk:min-h-[calc(100dvh-48px)]">
      <h1 className="sr-only">Desk</h1>
      <WatchStrip />
      {phone ? <PhoneColumns /> : <DeskColumns />}
    </div>
  );
}

function DeskColumns() {
  const chain = useRef<HTMLDivElement>(null);
  const positions = useRef<HTMLDivElement>(null);
  useShortcut({ keys: ["c"], words: "to the chain", act: () => chain.current?.focus() });
  useShortcut({ keys: ["p"], words: "to the positions", act: () => positions.current?.focus() });
  return (
    <div className="grid flex-1 gap-2 desk:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <div className="flex min-w-0 flex-col gap-2">
        <ChartPanel className="min-h-[320px] flex-1" />
        {/* heights are fixed: what comes fills the panels and moves none of them */}
        <div className="grid gap-2 desk:h-[316px] desk:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <NearChainPanel className="max-desk:h-[316px]" bodyRef={chain} />
          <CorrelationPanel className="max-desk:min-h-[292px]" />
        </div>
        <PositionsPanel bodyRef={positions} className="h-44" flatToo={false} />
      </div>
      {/* the right column is as tall as the left one and scrolls inside its panels */}
      <div className="relative min-h-[720px] min-w-0">
        <div className="absolute inset-0 flex flex-col gap-2">
          <ProposalsPanel className="flex-[3]" />
          <SignalsPanel className="flex-[1.4]" />
          <EventsPanel className="flex-[1.4]" />
        </div>
      </div>
    </div>
  );
}

/** The order of a phone; the chain has its own page. Heights are fixed: what comes moves nothing. */
function PhoneColumns() {
  const navigate = useNavigate();
  const [ticker] = useTicker();
  const positions = useRef<HTMLDivElement>(null);
  useShortcut({ keys: ["c"], words: "to the chain", act: () => void navigate(`/chain/${ticker}`) });
  useShortcut({ keys: ["p"], words: "to the positions", act: () => positions.current?.focus() });
  return (
    <>
      <ProposalsPanel className="h-[420px]" />
      <PositionsPanel bodyRef={positions} className="h-[272px]" flatToo={false} />
      <ChartPanel className="h-[336px]" />
      <SignalsPanel className="h-60" />
      <CorrelationPanel className="min-h-[292px]" />
      <EventsPanel className="h-72" />
    </>
  );
}
