import type { Contracts, Id, UsdE4 } from "../units.ts";
import type { ParameterChange } from "../parameters.ts";
import type { DisarmReason } from "./arming.ts";
import type { OrderId, PlanId, PositionId } from "./ids.ts";

export const ROLES = ["viewer", "trader", "admin"] as const;
export type Role = (typeof ROLES)[number];

export type CommandId = Id<"command">;

/** Something a person decided. Journalled like every other input, so that a replay repeats it. */
export interface Command {
  /** Made by the browser, so that a double click is one command. */
  readonly id: CommandId;
  readonly by: { readonly user: string; readonly role: Role };
  readonly act: CommandAct;
}

export type CommandAct =
  | { readonly kind: "halt"; readonly flatten: boolean; readonly reason: string }
  | { readonly kind: "resume"; readonly reason: string }
  | {
      readonly kind: "acceptPlan";
      readonly planId: PlanId;
      readonly quantity: Contracts | null;
      /** Worst package price, debit positive; null, and a journal of an earlier version, takes the plan's. */
      readonly limit?: UsdE4 | null;
    }
  | {
      readonly kind: "closePosition";
      readonly positionId: PositionId;
      readonly limit: UsdE4 | null;
      /** Packages; null, and a journal of an earlier version, closes all. */
      readonly quantity?: Contracts | null;
    }
  /** What the account holds beyond the desk's count is the account's own: the desk leaves it alone. */
  | {
      readonly kind: "acceptHolding";
      /** As differences name it: `SPY260313P00660000`, `STK SPY`. */
      readonly contract: string;
      /** Both counts as they were shown, signed. */
      readonly desk: number;
      readonly broker: number;
    }
  | { readonly kind: "cancelOrder"; readonly orderId: OrderId }
  /** Another limit for a working order, debit positive; what it has filled stays. */
  | { readonly kind: "replaceOrder"; readonly orderId: OrderId; readonly limit: UsdE4 }
  | { readonly kind: "setParameters"; readonly changes: readonly ParameterChange[]; readonly reason: string }
  /** Lets openings go to this live account; whoever asks has proven twice who they are. */
  | { readonly kind: "arm"; readonly account: string }
  | { readonly kind: "disarm"; readonly why: DisarmReason }
  /** A person is there: an armed account stays armed. */
  | { readonly kind: "stayArmed" };
