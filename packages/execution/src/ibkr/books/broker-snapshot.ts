import { endsRequest } from "../orders/error-codes.ts";
import type { AccountRow, ExecutionRow, OrderRow, PositionRow, TwsHeard } from "../words/tws-heard.ts";
import type { TwsSay } from "../words/tws-say.ts";

/** All that the broker holds, asked for at one time. Null: the question failed or was not answered, which is never "nothing". */
export interface BrokerSnapshot {
  readonly openOrders: readonly OrderRow[] | null;
  readonly completedOrders: readonly OrderRow[] | null;
  readonly executions: readonly ExecutionRow[] | null;
  readonly positions: readonly PositionRow[] | null;
  readonly account: readonly AccountRow[] | null;
}

export const SNAPSHOT_PARTS = [
  "openOrders",
  "completedOrders",
  "executions",
  "positions",
  "account",
] as const;
export type SnapshotPart = (typeof SNAPSHOT_PARTS)[number];

/** Which parts are unknown. */
export const missingParts = (snapshot: BrokerSnapshot): readonly SnapshotPart[] =>
  SNAPSHOT_PARTS.filter((part) => snapshot[part] === null);

export interface SnapshotWish {
  readonly account: string;
  readonly executionsId: number;
  readonly accountId: number;
  /** When the parts without an answer count as failed. */
  readonly deadline: number;
}

/** Collects the answers to one round of questions. */
export class SnapshotTaking {
  readonly #wish: SnapshotWish;
  readonly #openOrders = new Map<string, OrderRow>();
  readonly #completedOrders: OrderRow[] = [];
  readonly #executions = new Map<string, ExecutionRow>();
  readonly #positions = new Map<string, PositionRow>();
  readonly #account: AccountRow[] = [];
  readonly #waiting = new Set<SnapshotPart>(SNAPSHOT_PARTS);
  readonly #failed = new Set<SnapshotPart>();

  constructor(wish: SnapshotWish) {
    this.#wish = wish;
  }

  /** The questions, executions last but one: what fills meanwhile is told live. */
  get questions(): readonly TwsSay[] {
    const { account, executionsId, accountId } = this.#wish;
    return [
      { say: "positions" },
      { say: "allOpenOrders" },
      { say: "completedOrders" },
      { say: "executions", requestId: executionsId, account },
      { say: "accountValues", requestId: accountId, account },
    ];
  }

  /** What ends the subscription that a question is. Positions stay: trades by hand are told in no other way. */
  get farewells(): readonly TwsSay[] {
    return [{ say: "cancelAccountValues", requestId: this.#wish.accountId }];
  }

  hear(heard: TwsHeard): void {
    switch (heard.hear) {
      case "openOrder":
        this.#openOrders.set(orderKey(heard.row), heard.row);
        return;
      case "completedOrder":
        this.#completedOrders.push(heard.row);
        return;
      case "execution":
        this.#executions.set(heard.row.execId, heard.row);
        return;
      case "position":
        if (heard.row.account === this.#wish.account) this.#positions.set(positionKey(heard.row), heard.row);
        return;
      case "accountValue":
        if (heard.requestId === this.#wish.accountId) this.#account.push(heard.row);
        return;
      case "notice":
        if (heard.about !== null && endsRequest(heard.code)) this.#fail(heard.about);
        return;
      // it may have been any row of any part
      case "unreadable":
        for (const part of SNAPSHOT_PARTS) this.#failed.add(part);
        return;
      default:
        this.#end(heard);
    }
  }

  /** The snapshot once every part is answered, failed or out of time; null before. */
  result(at: number): BrokerSnapshot | null {
    if (this.#waiting.size > 0 && at < this.#wish.deadline) return null;
    const known = <Row>(part: SnapshotPart, rows: readonly Row[]): readonly Row[] | null =>
      this.#waiting.has(part) || this.#failed.has(part) ? null : rows;
    return {
      openOrders: known("openOrders", [...this.#openOrders.values()]),
      completedOrders: known("completedOrders", this.#completedOrders),
      executions: known("executions", [...this.#executions.values()]),
      positions: known("positions", [...this.#positions.values()]),
      account: known("account", this.#account),
    };
  }

  #end(heard: TwsHeard): void {
    if (heard.hear === "openOrdersEnd") this.#waiting.delete("openOrders");
    if (heard.hear === "completedOrdersEnd") this.#waiting.delete("completedOrders");
    if (heard.hear === "positionsEnd") this.#waiting.delete("positions");
    if (heard.hear === "executionsEnd" && heard.requestId === this.#wish.executionsId) {
      this.#waiting.delete("executions");
    }
    if (heard.hear === "accountValuesEnd" && heard.requestId === this.#wish.accountId) {
      this.#waiting.delete("account");
    }
  }

  #fail(requestId: number): void {
    const { executionsId, accountId } = this.#wish;
    if (requestId !== executionsId && requestId !== accountId) return;
    const part = requestId === executionsId ? "executions" : "account";
    this.#waiting.delete(part);
    this.#failed.add(part);
  }
}

const orderKey = ({ permId, clientId, orderNumber }: OrderRow): string =>
  permId === 0 ? `${clientId}:${orderNumber}` : `perm:${permId}`;

const positionKey = ({ contract }: PositionRow): string =>
  contract.kind === "package" ? `package:${contract.symbol}` : String(contract.conId);
