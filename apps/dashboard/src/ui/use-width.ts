import { useSyncExternalStore } from "react";

const phone = window.matchMedia("(max-width: 767px)");

/** True below 768 px: one side of the chain, cards for tables. */
export function usePhone(): boolean {
  return useSyncExternalStore(
    (listener) => {
      phone.addEventListener("change", listener);
      return () => {
        phone.removeEventListener("change", listener);
      };
    },
    () => phone.matches,
  );
}
