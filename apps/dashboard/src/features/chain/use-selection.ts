import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { afterAct, readSelection, writeSelection, type LegAct, type SelectedLeg } from "./selection.ts";

export interface SelectionUse {
  readonly legs: readonly SelectedLeg[];
  readonly act: (act: LegAct, contract: Omit<SelectedLeg, "quantity">) => void;
  readonly clear: () => void;
}

/** The legs of the page's address, `?legs=1x660C,-1x661C`: a reload, or somebody else's screen, gives the same ones. */
export function useSelection(): SelectionUse {
  const [search, setSearch] = useSearchParams();
  const text = search.get("legs") ?? "";
  const legs = useMemo(() => readSelection(text), [text]);
  const change = useCallback(
    (to: (before: readonly SelectedLeg[]) => readonly SelectedLeg[]) => {
      setSearch(
        (before) => {
          // the address itself: what this hook last saw of it may be older than the key before this one
          const now = new URLSearchParams(window.location.search).get("legs") ?? "";
          const next = writeSelection(to(readSelection(now)));
          if (next === "") before.delete("legs");
          else before.set("legs", next);
          return before;
        },
        { replace: true },
      );
    },
    [setSearch],
  );
  return {
    legs,
    act: useCallback(
      (act, contract) => {
        change((before) => afterAct(before, act, contract));
      },
      [change],
    ),
    clear: useCallback(() => {
      change(() => []);
    }, [change]),
  };
}
