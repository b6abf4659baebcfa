import type { BrokerEvent } from "@smart0dte/domain";
import { ExecutionJoin, type ToldExecution } from "../books/execution-join.ts";
import { joinWords } from "../words/problem-words.ts";
import type { ExecutionRow } from "../words/tws-heard.ts";
import type { IbkrBrokerOptions, IbkrNotice } from "./broker-options.ts";

export interface FillDeskParts {
  readonly options: IbkrBrokerOptions;
  tell(event: BrokerEvent): void;
  notice(severity: IbkrNotice["severity"], code: string, text: string): void;
  /** Something about what was traded cannot be said: everything must be asked. */
  doubt(why: string): void;
  seen(orderNumber: number): void;
}

/** Executions on their way from the broker to the desk, and what was told of them. */
export class FillDesk {
  readonly #parts: FillDeskParts;
  readonly join: ExecutionJoin;
  readonly told: ToldExecution[] = [];

  constructor(parts: FillDeskParts) {
    this.#parts = parts;
    this.join = new ExecutionJoin(parts.options.join);
  }

  hear(row: ExecutionRow, isLive: boolean): void {
    const { options, seen, notice, doubt } = this.#parts;
    if (row.clientId === options.address.clientId) seen(row.orderNumber);
    if (row.account !== options.account) return;
    if (this.join.execution(row, options.surroundings.monotonic()) || !isLive) return;
    notice("alert", row.liquidation ? "liquidation" : "tradedByHand", `${row.execId}: ${row.quantity}`);
    doubt("an execution of no order of ours");
  }

  /** Tells what is whole by now. */
  advance(): void {
    const moment = this.#moment();
    for (const fill of this.join.take(moment)) this.#parts.tell(fill);
    for (const notice of this.join.notices(moment)) {
      this.#parts.notice("alert", notice.kind, joinWords(notice));
      if (notice.kind !== "feesFromTable") this.#parts.doubt(notice.kind);
    }
  }

  /** The broker has just shown twice that it has no more: the desk must know what it holds. */
  tellOrphans(): void {
    const orphans = this.join.takeOrphans(this.#moment());
    for (const orphan of orphans) this.#parts.tell(orphan);
    if (orphans.length > 0) this.#parts.doubt("orphan legs are in the desk's book");
  }

  /** Keeps what the desk may not have booked yet. */
  remember(event: BrokerEvent): void {
    if (event.kind === "fill" || event.kind === "orphan") this.told.push(event);
  }

  #moment(): Parameters<ExecutionJoin["take"]>[0] {
    const { surroundings } = this.#parts.options;
    return { at: surroundings.monotonic(), now: surroundings.now() };
  }
}
