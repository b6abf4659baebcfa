import type { OrderId } from "@smart0dte/domain";
import { missingParts, SnapshotTaking, type BrokerSnapshot } from "../books/broker-snapshot.ts";
import type { Difference } from "../books/difference.ts";
import type { ExecutionJoin, ToldExecution } from "../books/execution-join.ts";
import { nameOf } from "../books/position-comparison.ts";
import {
  holdsOtherwise,
  reconcile,
  type Reconciliation,
  type WholeSnapshot,
} from "../books/reconciliation.ts";
import type { AccountRow, PositionRow, TwsHeard } from "../words/tws-heard.ts";
import type { TwsSay } from "../words/tws-say.ts";
import type { IbkrBrokerOptions } from "./broker-options.ts";

export interface SynchroniserParts {
  readonly options: IbkrBrokerOptions;
  readonly join: ExecutionJoin;
  readonly nextRequestId: () => number;
  readonly told: () => readonly ToldExecution[];
  readonly isUnsaid: (id: OrderId) => boolean;
  ask(words: TwsSay): void;
}

/** `whole`: compared, and settled one way or the other. `again`: ask once more before it counts. */
export type SyncOutcome =
  | { readonly kind: "whole"; readonly found: Reconciliation }
  | { readonly kind: "again"; readonly found: Reconciliation | null; readonly why: string };

/** How long positions must be quiet before they are compared: an order's own fills change them too. */
const SETTLE_MS = 1_500;

/** Takes snapshots and compares them; a difference counts when two snapshots in a row show it. */
export class Synchroniser {
  readonly #parts: SynchroniserParts;
  #taking: SnapshotTaking | null = null;
  #answeredAt: number | null = null;
  /** The newest row of each contract, told in snapshots and by themselves. */
  readonly #held = new Map<string, PositionRow>();
  #heldChangedAt: number | null = null;
  #isSubscribed = false;
  #missing: ReadonlySet<OrderId> = new Set();
  #isConfirming = false;
  differences: readonly Difference[] = [];
  accountValues: readonly AccountRow[] | null = null;
  isReconciled = false;

  constructor(parts: SynchroniserParts) {
    this.#parts = parts;
  }

  begin(): void {
    const { options, nextRequestId, ask } = this.#parts;
    this.isReconciled = false;
    this.#answeredAt = null;
    this.#taking = new SnapshotTaking({
      account: options.account,
      executionsId: nextRequestId(),
      accountId: nextRequestId(),
      deadline: options.surroundings.monotonic() + options.snapshotMs,
    });
    this.#held.clear();
    // a subscription that is on does not tell everything again
    if (this.#isSubscribed) ask({ say: "cancelPositions" });
    this.#isSubscribed = true;
    for (const question of this.#taking.questions) ask(question);
  }

  /** The connection is gone, and the snapshot with it. */
  abandon(): void {
    this.#taking = null;
    this.#isSubscribed = false;
    this.#heldChangedAt = null;
    this.isReconciled = false;
  }

  hear(heard: TwsHeard, at: number): void {
    this.#taking?.hear(heard);
    if (heard.hear !== "position" || heard.row.account !== this.#parts.options.account) return;
    this.#held.set(nameOf(heard.row.contract), heard.row);
    this.#heldChangedAt = at;
  }

  /** True once, when positions told by themselves have settled and are not what the desk believes. */
  isHeldOtherwise(at: number): boolean {
    if (this.#taking !== null || this.#heldChangedAt === null || at - this.#heldChangedAt < SETTLE_MS)
      return false;
    this.#heldChangedAt = null;
    const { options, join, told } = this.#parts;
    const rows = [...this.#held.values()];
    return (
      this.isReconciled && holdsOtherwise(options.desk(), rows, { told: told(), unjoined: join.unjoined() })
    );
  }

  /** The outcome once the answers are complete and executions have had the time to be joined; null before. */
  outcome(at: number): SyncOutcome | null {
    const taking = this.#taking;
    const snapshot = taking?.result(at) ?? null;
    if (taking === null || snapshot === null) return null;
    this.#answeredAt ??= at;
    const { join, options, ask } = this.#parts;
    // from when it was heard: legs that a snapshot before has shown alone have had their time
    const since = Math.min(this.#answeredAt, join.newestWaiting ?? -Infinity);
    if (at - since < options.join.feesMs) return null;
    this.#taking = null;
    for (const farewell of taking.farewells) ask(farewell);
    const whole = wholeOf(snapshot);
    if (whole === null) {
      return { kind: "again", found: null, why: `no answer about ${missingParts(snapshot).join(", ")}` };
    }
    return this.#compare(whole);
  }

  #compare(snapshot: WholeSnapshot): SyncOutcome {
    const { options, join, told, isUnsaid } = this.#parts;
    const found = reconcile(options.desk(), snapshot, {
      at: options.surroundings.now(),
      clientId: options.address.clientId,
      told: told(),
      unjoined: join.unjoined(),
      isUnsaid,
      wasMissing: (id) => this.#missing.has(id),
    });
    this.accountValues = snapshot.account;
    this.#missing = new Set(found.missing);
    if (!found.isSettled && !this.#isConfirming) {
      this.#isConfirming = true;
      return { kind: "again", found, why: "a difference that must show twice" };
    }
    this.#isConfirming = false;
    this.differences = found.differences;
    this.isReconciled = !found.differences.some(({ halts }) => halts);
    return { kind: "whole", found };
  }
}

function wholeOf({
  openOrders,
  completedOrders,
  executions,
  positions,
  account,
}: BrokerSnapshot): WholeSnapshot | null {
  if (openOrders === null || completedOrders === null || executions === null) return null;
  return positions === null || account === null
    ? null
    : { openOrders, completedOrders, executions, positions, account };
}
