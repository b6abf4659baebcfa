import { useSyncExternalStore } from "react";

const phone = window.matchMedia("(max-width: 767px)");
const desk = window.matchMedia("(min-width: 1200px)");

/** True below 768 px: one side of the chain, cards for tables. */
export const usePhone = (): boolean => useMatches(phone);

/** True from 1200 px: the bar in one line. */
export const useDeskWidth = (): boolean => useMatches(desk);

function useMatches(query: MediaQueryList): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener("change", listener);
      return () => {
        query.removeEventListener("change", listener);
      };
    },
    () => query.matches,
  );
}
