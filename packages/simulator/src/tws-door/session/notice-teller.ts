import { unreachable } from "@smart0dte/domain";
import type { Notice } from "../broker/notice.ts";
import { commissionReply, executionReply } from "../replies/execution-reply.ts";
import { openOrderReply } from "../replies/open-order-reply.ts";
import { orderStatusReply } from "../replies/order-reply.ts";
import type { GatewayClient } from "./gateway-client.ts";
import type { Outage } from "./outage.ts";
import type { SessionHost } from "./session-host.ts";

/**
 * Carries what the broker says to the client that owns it, once it is kept. What is said in the dark is heard by
 * nobody.
 */
export class NoticeTeller {
  readonly #host: SessionHost;
  readonly #outage: Outage;
  readonly #keep: () => void;
  #said: Exclude<Notice, { kind: "account" }>[] = [];
  #isPositionDirty = false;
  #isMoneyDirty = false;

  /** `keep` makes last what the broker has done; nothing is told before. */
  constructor(host: SessionHost, outage: Outage, keep: () => void) {
    this.#host = host;
    this.#outage = outage;
    this.#keep = keep;
  }

  /** Told at the next flush, in order. */
  tell(notice: Notice): void {
    if (notice.kind !== "account") {
      this.#said.push(notice);
      return;
    }
    this.#isPositionDirty = true;
    this.#isMoneyDirty = true;
  }

  /** Everything of one moment, then positions, to all who asked for them. */
  flush(): void {
    this.#keep();
    const said = this.#said;
    if (said.length > 0) this.#said = [];
    for (const notice of said) this.#carry(notice);
    if (!this.#isPositionDirty || this.#outage.isOn) return;
    this.#isPositionDirty = false;
    for (const session of this.#host.sessions) session.accounts.flushPositions();
  }

  /** What the fills since the last look have done to the account's figures. */
  flushMoney(): void {
    if (!this.#isMoneyDirty || this.#outage.isOn) return;
    this.#isMoneyDirty = false;
    for (const session of this.#host.sessions) session.accounts.flushMoney();
  }

  #carry(notice: Exclude<Notice, { kind: "account" }>): void {
    // an outage may begin with any of them
    if (this.#outage.isOn) return;
    for (const session of this.#host.sessions)
      if (session.clientId === ownerOf(notice)) this.#say(notice, session);
    if (notice.kind === "execution" && notice.execution.contract.secType === "BAG") this.#outage.amidCombo();
  }

  #say(notice: Exclude<Notice, { kind: "account" }>, session: GatewayClient): void {
    const { version } = session;
    switch (notice.kind) {
      case "order":
        if (notice.order.isMute) return;
        session.send(openOrderReply(notice.order, null, version), "callback");
        session.send(orderStatusReply(notice.order), "callback");
        return;
      case "status":
        if (!notice.order.isMute) session.send(orderStatusReply(notice.order), "callback");
        return;
      case "preview":
        session.send(openOrderReply(notice.order, notice.preview, version), "callback");
        return;
      case "execution":
        session.send(executionReply(notice.execution, -1, version), "callback");
        return;
      case "commission": {
        const { execId, commission } = notice.execution;
        if (commission !== null) session.send(commissionReply(execId, commission), "callback");
        return;
      }
      case "error":
        session.error(notice.notification, "callback");
        return;
      default:
        unreachable(notice);
    }
  }
}

function ownerOf(notice: Exclude<Notice, { kind: "account" }>): number {
  switch (notice.kind) {
    case "execution":
    case "commission":
      return notice.execution.clientId;
    case "error":
      return notice.clientId;
    case "order":
    case "status":
    case "preview":
      return notice.order.clientId;
    default:
      return unreachable(notice);
  }
}
