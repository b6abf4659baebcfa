import { formatCompactOsi, type Command } from "@smart0dte/domain";
import type { Denial } from "./denial.ts";
import { change, say, type Turn } from "./turn.ts";

type Accept = Extract<Command["act"], { kind: "acceptHolding" }>;

/**
 * Takes what the broker holds beyond the desk's count for the account's own.
 *
 * Refused for contracts that the desk holds itself: its exits would trade what is not there.
 */
export function acceptHolding(turn: Turn, act: Accept, user: string): Turn | Denial {
  const { contract, desk, broker } = act;
  const denial = denialOf(turn, act);
  if (denial !== null) return denial;
  const { accepted } = turn.book;
  const before = accepted.find((one) => one.contract === contract);
  const quantity = (before?.quantity ?? 0) + broker - desk;
  const others = accepted.filter((one) => one !== before);
  const next = change(turn, { accepted: [...others, { contract, quantity, seen: { desk, broker } }] });
  return say(next, { type: "holdingAccepted", at: turn.at, by: user, contract, quantity });
}

function denialOf({ book }: Turn, { contract, desk, broker }: Accept): Denial | null {
  const bad = (sentence: string): Denial => ({
    code: "BAD_PARAMETER",
    numbers: { name: "contract", sentence },
  });
  if (contract === "" || !Number.isFinite(desk) || !Number.isFinite(broker) || desk === broker)
    return bad("There is no difference to accept.");
  const own = [...book.positions, ...book.beside].some(({ legs }) =>
    legs.some((leg) => formatCompactOsi(leg.contract) === contract),
  );
  if (own)
    return bad(
      `The desk holds ${contract} itself: bring the position in TWS to its count, or close it here.`,
    );
  const seen = book.accepted.find((one) => one.contract === contract)?.seen;
  return seen?.desk === desk && seen.broker === broker ? { code: "DUPLICATE", numbers: { contract } } : null;
}
