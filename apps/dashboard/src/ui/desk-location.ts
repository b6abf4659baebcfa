import { useCallback } from "react";
import { useSearchParams } from "react-router";

export const TICKERS = ["SPY", "QQQ", "IWM"] as const;
export type DeskTicker = (typeof TICKERS)[number];

export const asTicker = (text: string | null | undefined): DeskTicker =>
  TICKERS.find((ticker) => ticker === text) ?? "SPY";

/** The symbol of the page's address, and how to change it. */
export function useTicker(): readonly [DeskTicker, (ticker: DeskTicker) => void] {
  const [search, setSearch] = useSearchParams();
  const choose = useCallback(
    (ticker: DeskTicker) => {
      setSearch(
        (before) => {
          before.set("sym", ticker);
          // a strike belongs to its ticker
          before.delete("strike");
          return before;
        },
        { replace: true },
      );
    },
    [setSearch],
  );
  return [asTicker(search.get("sym")), choose];
}

/** The contract whose candles the address asks for, `680C`; empty for the underlying. */
export function useContract(): readonly [string, (contract: string) => void] {
  const [search, setSearch] = useSearchParams();
  const choose = useCallback(
    (contract: string) => {
      setSearch(
        (before) => {
          if (contract === "") before.delete("strike");
          else before.set("strike", contract);
          return before;
        },
        { replace: true },
      );
    },
    [setSearch],
  );
  return [search.get("strike") ?? "", choose];
}

/** One of few in the address under a name; what is not known there is the first, which leaves the address alone. */
export function useAddressChoice<Choice extends string>(
  name: string,
  choices: readonly [Choice, ...Choice[]],
): readonly [Choice, (choice: Choice) => void] {
  const [search, setSearch] = useSearchParams();
  const first = choices[0];
  const choose = useCallback(
    (choice: Choice) => {
      setSearch(
        (before) => {
          if (choice === first) before.delete(name);
          else before.set(name, choice);
          return before;
        },
        { replace: true },
      );
    },
    [setSearch, name, first],
  );
  return [choices.find((choice) => choice === search.get(name)) ?? first, choose];
}

export interface OpenDetail {
  readonly kind: string;
  readonly id: string;
}

/** The detail drawer of any page: `?open=plan:ID`. */
export function useOpenDetail(): readonly [OpenDetail | null, (detail: OpenDetail | null) => void] {
  const [search, setSearch] = useSearchParams();
  const show = useCallback(
    (detail: OpenDetail | null) => {
      setSearch((before) => {
        if (detail === null) before.delete("open");
        else before.set("open", `${detail.kind}:${detail.id}`);
        return before;
      });
    },
    [setSearch],
  );
  return [readDetail(search.get("open")), show];
}

function readDetail(text: string | null): OpenDetail | null {
  const match = /^([a-z]+):(.+)$/.exec(text ?? "");
  return match === null ? null : { kind: match[1] ?? "", id: match[2] ?? "" };
}
