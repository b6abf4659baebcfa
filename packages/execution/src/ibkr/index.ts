export { openDefinitionFile } from "./books/definition-file.ts";
export type { Definitions, DefinitionsOf, DefinitionStore } from "./books/definition-store.ts";
export type { JoinSettings, UnjoinedLeg } from "./books/execution-join.ts";
export type { Difference } from "./books/difference.ts";
export type { AcceptedHolding } from "./books/position-comparison.ts";
export type { DeskBook } from "./books/reconciliation.ts";
export type {
  BrokerSurroundings,
  IbkrBroker,
  IbkrBrokerOptions,
  IbkrNotice,
  IbkrView,
} from "./broker/broker-options.ts";
export {
  cancelEverything,
  type GlobalCancelOptions,
  type GlobalCancelOutcome,
} from "./broker/global-cancel.ts";
export { openIbkrBroker } from "./broker/ibkr-broker.ts";
export type { AccountTold, ProfitTold } from "./broker/account-watch.ts";
export type { QuoteTold } from "./broker/quote-watch.ts";
export type { MarginAnswer, MarginWish } from "./broker/margin-desk.ts";
export { machineSurroundings } from "./broker/surroundings.ts";
export { accountKindOf, type AccountKind, type AccountProblem } from "./orders/account-kind.ts";
export { openOrderNumberFile } from "./orders/order-number-file.ts";
export type { OrderNumberStore } from "./orders/order-numbers.ts";
export { TWS_PACING, type PacingLimits } from "./orders/pacing-queue.ts";
export type { ResetWindow } from "./session/reset-windows.ts";
export type { Sender } from "./session/send-gate.ts";
export { SESSION_SETTINGS, type SessionSettings } from "./session/session-settings.ts";
export type { SessionState } from "./session/session-state.ts";
export type { DetailsRow } from "./words/tws-heard.ts";
export { ibApiCodecAt, openIbApiCodec } from "./wire/ib-api-codec.ts";
export type { OpenTwsCodec, TwsAddress, TwsCodec } from "./words/tws-codec.ts";
