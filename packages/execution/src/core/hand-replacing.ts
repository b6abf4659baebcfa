import type { ReplaceWorking } from "@smart0dte/domain";
import { askReplace } from "./order-replacing.ts";
import { change, orderOf, type Turn } from "./turn.ts";

/** A person's limit stands: an opening that walked does not walk on from it. */
export function replaceByHand(turn: Turn, { orderId, limit }: ReplaceWorking): Turn {
  const walks = turn.state.walks.filter((walk) => walk.orderId !== orderId);
  const still = walks.length === turn.state.walks.length ? turn : change(turn, { walks });
  return askReplace(still, orderOf(still, orderId), limit);
}
