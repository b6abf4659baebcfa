import { unreachable, USD_E4 } from "@smart0dte/domain";
import type { Difference } from "../books/difference.ts";
import type { JoinNotice } from "../books/execution-join.ts";
import type { AccountProblem } from "../orders/account-kind.ts";
import type { TranslationProblem } from "../orders/order-translation.ts";

/** Why an order cannot be said, its code first. */
export function translationWords(problem: TranslationProblem): string {
  switch (problem.code) {
    case "TOO_MANY_LEGS":
      return `${problem.code}: the broker takes no package of ${problem.legs} legs`;
    case "TWO_UNDERLYINGS":
      return `${problem.code}: a package is of one underlying`;
    case "NOT_A_RATIO":
      return `${problem.code}: ${problem.ratio} is no number of contracts`;
    case "STOP_ON_PACKAGE":
      return `${problem.code}: a stop is for a single option, not for a package of ${problem.legs} legs`;
    case "PRICE_NOT_POSITIVE":
      return `${problem.code}: a single option has no limit of ${problem.price / USD_E4}`;
    default:
      return unreachable(problem);
  }
}

/** Why the account is not traded, its code first. */
export function accountWords(problem: AccountProblem): string {
  switch (problem.code) {
    case "ACCOUNT_NOT_MANAGED":
      return `${problem.code}: this TWS manages ${problem.managed.join(", ")}, not ${problem.account}`;
    case "KIND_NOT_CLEAR":
      return `${problem.code}: account ${problem.account} on port ${problem.port} is not surely paper or live`;
    case "KIND_NOT_AGREED":
      return `${problem.code}: expected a ${problem.expected} account and found a ${problem.found} one`;
    default:
      return unreachable(problem);
  }
}

/** What a person must hear about executions. */
export function joinWords(notice: JoinNotice): string {
  switch (notice.kind) {
    case "orphanLegs":
      return `${notice.orderId}: ${notice.instruments.length} legs filled and the others of the package did not`;
    case "overFilled":
      return `${notice.orderId}: more contracts of ${notice.instruments.length} legs filled than were ordered`;
    case "feesFromTable":
      return `${notice.orderId}: no commission report of ${notice.executionId} came, its fees are the table's`;
    case "correctedAfterBooking":
      return `${notice.orderId}: the broker changed ${notice.execId}, which is booked, from ${notice.was / USD_E4} to ${notice.is / USD_E4}`;
    case "notOfItsOrder":
      return `${notice.orderId}: execution ${notice.execId} fits none of its legs`;
    default:
      return unreachable(notice);
  }
}

/** What differs, for the list of notices; its kind is the notice's code. */
export function differenceWords(difference: Difference): string {
  const order = "orderId" in difference ? [difference.orderId] : [];
  const contract = "contract" in difference ? [difference.contract] : [];
  const counts = "desk" in difference ? [`desk ${difference.desk}, broker ${difference.broker}`] : [];
  return [...order, ...contract, ...counts, difference.note].filter((part) => part !== "").join(": ");
}
