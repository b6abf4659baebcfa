import { useMemo } from "react";
import { useParams } from "react-router";
import {
  useDeskState,
  useHello,
  useLatest,
  useMayAct,
  useRole,
  useRows,
  useTopic,
} from "../../socket/desk-context.ts";
import { asTicker, useTicker } from "../../ui/desk-location.ts";
import { isHalted } from "../../ui/halt-words.ts";
import { paletteEntries, type PaletteEntry } from "./palette-entries.ts";

/** All entries as the desk stands now; the three boards come while the palette is open. */
export function usePaletteEntries(): readonly PaletteEntry[] {
  const { sym } = useParams();
  const [chosen] = useTicker();
  const ticker = sym === undefined ? chosen : asTicker(sym);
  const chains = useChains();
  const proposals = useRows("proposals");
  const signals = useRows("signals");
  const mode = useHello()?.mode ?? null;
  const frozen = useDeskState(({ link }) => link.frozenAt !== null);
  const halted = isHalted(useLatest("risk")?.halts ?? []);
  const mayAct = useMayAct();
  const disarmed = useLatest("arming")?.state === "disarmed";
  const isAdmin = useRole() === "admin";
  return useMemo(
    () =>
      paletteEntries({
        ticker,
        chains,
        planIds: (proposals ?? []).filter(({ plan }) => plan !== null).map(({ id }) => id),
        signalIds: (signals ?? []).map(({ id }) => id),
        mode,
        frozen,
        halted,
        mayAct,
        disarmed,
        isAdmin,
      }),
    [ticker, chains, proposals, signals, mode, frozen, halted, mayAct, disarmed, isAdmin],
  );
}

function useChains() {
  useTopic("chain:SPY");
  useTopic("chain:QQQ");
  useTopic("chain:IWM");
  const [spy, qqq, iwm] = [useLatest("chain:SPY"), useLatest("chain:QQQ"), useLatest("chain:IWM")];
  return useMemo(() => [spy, qqq, iwm].filter((chain) => chain !== undefined), [spy, qqq, iwm]);
}
