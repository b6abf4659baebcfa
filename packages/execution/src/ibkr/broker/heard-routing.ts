import { FIRST_REQUEST_ID, type OrderNumbers } from "../orders/order-numbers.ts";
import type { TwsHeard } from "../words/tws-heard.ts";
import type { IbkrNotice } from "./broker-options.ts";
import type { FillDesk } from "./fill-desk.ts";
import type { OrderDesk } from "./order-desk.ts";

/** Who has to hear what. */
export interface HeardRoutes {
  readonly desk: OrderDesk;
  readonly fills: FillDesk;
  readonly numbers: OrderNumbers;
  opened(serverVersion: number): void;
  notice(severity: IbkrNotice["severity"], code: string, text: string): void;
}

/** Brings what TWS says of orders, executions and itself to whom it is for. */
export function routeHeard(heard: TwsHeard, { desk, fills, numbers, opened, notice }: HeardRoutes): void {
  switch (heard.hear) {
    case "opened":
      opened(heard.serverVersion);
      return;
    case "nextValidId":
      numbers.suggested(heard.orderNumber);
      return;
    case "openOrder":
      desk.hearRow(heard.row);
      return;
    case "orderStatus":
      desk.hearStatus(heard);
      return;
    case "execution":
      fills.hear(heard.row, heard.requestId === null);
      return;
    case "commission":
      fills.join.commission(heard.execId, heard.commission);
      return;
    case "notice":
      if (heard.about === null || heard.about >= FIRST_REQUEST_ID)
        notice("info", String(heard.code), heard.text);
      else desk.hearCode(heard.about, heard.code, heard.text);
      return;
    case "unreadable":
      notice("alert", "unreadable", `${heard.what}: ${heard.why}`);
      return;
    default:
  }
}
