import type { ChainFrame } from "@smart0dte/gateway/contract";
import { useMemo, useState } from "react";
import { useNavigate } from "react-router";
import { useLatest } from "../../socket/desk-context.ts";
import { useBoardContract } from "../../ui/board-contract.ts";
import { ChoiceRow } from "../../ui/choice-row.tsx";
import { TICKERS, useAddressChoice, type DeskTicker } from "../../ui/desk-location.ts";
import { count, signedCount } from "../../ui/format/number-format.ts";
import { Num } from "../../ui/num.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Empty, Loading, Unreadable } from "../../ui/state-note.tsx";
import { useShortcut } from "../../ui/use-shortcut.ts";
import { usePhone } from "../../ui/use-width.ts";
import { CHAIN_VIEWS, flowRefusal, VIEW_COLUMNS, type ChainView } from "./chain-columns.ts";
import { ChainGrid, type Side } from "./chain-grid.tsx";
import { heldLegs } from "./held-legs.ts";
import { LEG_KEYS } from "./leg-keys.ts";
import { useSelection } from "./use-selection.ts";

const VIEW_WORDS: Readonly<Record<ChainView, string>> = { quotes: "Quotes", greeks: "Greeks", flow: "Flow" };
const SIDE_WORDS: Readonly<Record<Side, string>> = { C: "CALLS", P: "PUTS" };

/** The board of a ticker in one of its views; the view is in the address. */
export function ChainPanel({ ticker }: { readonly ticker: DeskTicker }) {
  const topic = `chain:${ticker}` as const;
  const frame = useLatest(topic);
  const navigate = useNavigate();
  const phone = usePhone();
  const [view, setView] = useAddressChoice("view", CHAIN_VIEWS);
  const [side, setSide] = useState<Side>("C");
  useShortcut({
    keys: ["v"],
    words: "the board's next view",
    act: () => {
      setView(CHAIN_VIEWS[(CHAIN_VIEWS.indexOf(view) + 1) % CHAIN_VIEWS.length] ?? "quotes");
    },
  });
  return (
    <Panel
      title={`Chain ${ticker} 0DTE`}
      freezable
      scrolls
      actions={
        <div className="flex flex-wrap justify-end gap-2">
          <ChoiceRow
            label="Ticker"
            choices={TICKERS}
            value={ticker}
            onChoose={(next) => {
              void navigate(`/chain/${next}`);
            }}
          />
          {phone ? (
            <ChoiceRow
              label="Side"
              choices={["C", "P"]}
              value={side}
              onChoose={setSide}
              wordOf={(one) => SIDE_WORDS[one]}
            />
          ) : (
            <ChoiceRow
              label="View"
              choices={CHAIN_VIEWS}
              value={view}
              onChoose={setView}
              wordOf={(one) => VIEW_WORDS[one]}
            />
          )}
        </div>
      }
      bodyClassName="min-h-[617px]"
      foot={view === "flow" && !phone ? <FlowFoot ticker={ticker} /> : BOARD_FOOT}
    >
      <Unreadable topic={topic} />
      {frame === undefined ? (
        <Loading what={`${ticker} chain`} rows={21} />
      ) : frame.rows.length === 0 ? (
        <Empty>{`No 0DTE expiry for ${ticker} today. Choose another ticker.`}</Empty>
      ) : (
        <Board frame={frame} view={phone ? "phone" : view} side={phone ? side : null} />
      )}
    </Panel>
  );
}

const BOARD_FOOT =
  "θ and vega of one contract; in-the-money side shaded; a click on an ask or a bid, or b and s, picks a leg and sends nothing";

/** Today's prints by who is taken to have started the trade, or why there are none. */
function FlowFoot({ ticker }: { readonly ticker: DeskTicker }) {
  const flow = useLatest(`analysis:${ticker}`)?.flow;
  if (flow === undefined) return "waiting for the signed flow";
  if (flow.v === null) return `NO SIGNED FLOW: ${flow.why ?? "not known"}`;
  return (
    <span className="flex flex-wrap gap-x-4">
      <span>prints today</span>
      {(["calls", "puts"] as const).map((side) => {
        const { bought, sold, unsigned } = flow.v?.[side] ?? { bought: 0, sold: 0, unsigned: 0 };
        return (
          <span key={side}>
            {`${side} bought ${count(bought)}, sold ${count(sold)}, unsigned ${count(unsigned)}, net `}
            <Num value={bought - sold} format={signedCount} tone="sign" how={flow.how} />
          </span>
        );
      })}
    </span>
  );
}

interface BoardProps {
  readonly frame: ChainFrame;
  readonly view: keyof typeof VIEW_COLUMNS;
  /** One side where the screen is narrow; null for both. */
  readonly side: Side | null;
}

function Board({ frame, view, side }: BoardProps) {
  const [contract, choose] = useBoardContract(frame);
  const selection = useSelection();
  const { act } = selection;
  useShortcut({
    keys: ["b", "s", "x"],
    words: "buy, sell, clear a leg of the contract in view; sends nothing",
    act: (key) => {
      const wanted = LEG_KEYS[key];
      if (wanted !== undefined && contract !== null) act(wanted, contract);
    },
  });
  const positions = useLatest("positions")?.positions;
  const held = useMemo(() => heldLegs(positions ?? []), [positions]);
  const refusal = view === "flow" ? flowRefusal(frame) : null;
  if (refusal !== null) return <Empty>{refusal}</Empty>;
  return (
    <ChainGrid
      frame={frame}
      columns={VIEW_COLUMNS[view]}
      sides={side === null ? ["C", "P"] : [side]}
      chosen={contract?.strike ?? frame.atm}
      held={held}
      selection={selection}
      onChoose={(strike, picked) => {
        choose(strike, side ?? picked);
      }}
    />
  );
}
