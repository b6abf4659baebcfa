import { useEffect } from "react";
import { useHello, useLatest } from "../socket/desk-context.ts";
import { useTicker } from "../ui/desk-location.ts";
import { titleMoney } from "../ui/format/number-format.ts";

/** `SIMULATED +$148 · SPY`: the mode first, then the day's executable result. */
export function usePageTitle(): void {
  const word = useHello()?.word;
  const executable = useLatest("day")?.executable;
  const [ticker] = useTicker();
  const result = executable === null || executable === undefined ? "" : ` ${titleMoney(executable)}`;
  useEffect(() => {
    if (word !== undefined) document.title = `${word}${result} · ${ticker}`;
  }, [word, result, ticker]);
}
