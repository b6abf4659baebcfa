import {
  err,
  InvariantError,
  ok,
  usdE4,
  type Leg,
  type OptionContract,
  type OrderCommand,
  type Result,
  type UsdE4,
} from "@smart0dte/domain";
import type { TickStep } from "../words/tws-heard.ts";
import type { OptionWish, TwsContract, TwsOrder } from "../words/tws-say.ts";

export type ReplaceCommand = Extract<OrderCommand, { action: "replace" }>;
export type PlaceCommand = Extract<OrderCommand, { action: "place" }>;

/** What must be known of a contract before an order for it can go out. */
export interface KnownContract {
  readonly conId: number;
  /** From the lowest edge up; never empty. */
  readonly steps: readonly TickStep[];
}

export type TranslationProblem =
  | { readonly code: "TOO_MANY_LEGS"; readonly legs: number }
  | { readonly code: "TWO_UNDERLYINGS" }
  | { readonly code: "NOT_A_RATIO"; readonly ratio: number }
  | { readonly code: "STOP_ON_PACKAGE"; readonly legs: number }
  | { readonly code: "PRICE_NOT_POSITIVE"; readonly price: number };

export interface TwsTicket {
  readonly contract: TwsContract;
  readonly order: TwsOrder;
}

/** What the broker's combination orders take. */
const MOST_LEGS = 4;

/**
 * An order command in the broker's terms.
 *
 * A package is bought as it stands: its limit keeps its sign, debit positive, credit negative. One leg alone is an
 * order of its own, bought or sold at a positive price. The limit moves to the tick that is not worse than it.
 */
export function translateOrder(
  command: PlaceCommand,
  account: string,
  contractOf: (leg: Leg) => KnownContract,
): Result<TwsTicket, TranslationProblem> {
  const { legs } = command;
  const [first] = legs;
  if (first === undefined) throw new InvariantError("An order without legs", { order: command.orderId });
  if (legs.length > MOST_LEGS) return err({ code: "TOO_MANY_LEGS", legs: legs.length });
  if (legs.some(({ contract }) => contract.root !== first.contract.root))
    return err({ code: "TWO_UNDERLYINGS" });
  // a package hardly ever trades as such, so its last price triggers nothing in time
  if (legs.length > 1 && command.trigger !== undefined)
    return err({ code: "STOP_ON_PACKAGE", legs: legs.length });
  const odd = legs.find(({ ratio }) => !Number.isSafeInteger(ratio) || ratio === 0);
  if (odd !== undefined) return err({ code: "NOT_A_RATIO", ratio: odd.ratio });
  return legs.length === 1
    ? singleTicket(command, { leg: first, known: contractOf(first), account })
    : ok(packageTicket(command, account, contractOf));
}

function packageTicket(
  { orderId, legs, quantity, limit }: PlaceCommand,
  account: string,
  contractOf: (leg: Leg) => KnownContract,
): TwsTicket {
  const known = legs.map(contractOf);
  const step = Math.max(...known.map(({ steps }) => stepAt(steps, Math.abs(limit))));
  return {
    contract: {
      kind: "package",
      symbol: legs[0]?.contract.root ?? "",
      legs: legs.map(({ ratio }, index) => ({
        conId: known[index]?.conId ?? 0,
        ratio: Math.abs(ratio),
        action: ratio > 0 ? "BUY" : "SELL",
      })),
    },
    order: { action: "BUY", quantity, limit: usdE4(floorTo(limit, step)), account, orderRef: orderId },
  };
}

function singleTicket(
  { orderId, quantity, limit, trigger }: PlaceCommand,
  { leg, known, account }: { leg: Leg; known: KnownContract; account: string },
): Result<TwsTicket, TranslationProblem> {
  const { contract, ratio } = leg;
  const perContract = limit / Math.abs(ratio);
  const debit = floorTo(perContract, stepAt(known.steps, Math.abs(perContract)));
  const price = ratio > 0 ? debit : -debit;
  if (price <= 0) return err({ code: "PRICE_NOT_POSITIVE", price });
  if (trigger !== undefined && trigger <= 0) return err({ code: "PRICE_NOT_POSITIVE", price: trigger });
  return ok({
    contract: { kind: "option", symbol: contract.root, conId: known.conId, wish: optionWish(contract) },
    order: {
      action: ratio > 0 ? "BUY" : "SELL",
      quantity: quantity * Math.abs(ratio),
      limit: usdE4(price),
      ...(trigger !== undefined && { trigger: onTick(trigger, ratio, known.steps) }),
      account,
      orderRef: orderId,
    },
  });
}

/** To the tick that the market reaches later. */
function onTick(trigger: UsdE4, ratio: number, steps: readonly TickStep[]): UsdE4 {
  const step = stepAt(steps, trigger);
  const later = ratio > 0 ? Math.ceil(trigger / step) : Math.floor(trigger / step);
  return usdE4(Math.max(1, later) * step);
}

export const optionWish = ({ root, expiry, right, strike }: OptionContract): OptionWish => ({
  symbol: root,
  expiry: expiry.replaceAll("-", ""),
  right,
  strike,
});

/** The increment in force at a price. */
function stepAt(steps: readonly TickStep[], price: number): number {
  const inForce = steps.filter(({ from }) => from <= price).at(-1) ?? steps[0];
  if (inForce === undefined || inForce.step <= 0) throw new InvariantError("No price increment", { price });
  return inForce.step;
}

/** Down, debit positive: pays no more, takes no less than the limit says. */
const floorTo = (price: number, step: number): number => Math.floor(price / step) * step;
