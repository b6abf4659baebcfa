import { choice } from "./text-kind.ts";

const SEC_TYPES = [
  "STK",
  "OPT",
  "BAG",
  "IND",
  "FUT",
  "FOP",
  "CASH",
  "BOND",
  "CFD",
  "CMDTY",
  "CRYPTO",
  "FUND",
  "WAR",
  "IOPT",
  "NEWS",
  "CONTFUT",
  "FUT+CONTFUT",
  "BILL",
] as const;

/** What the protocol's contracts may be. */
export const secType = choice(...SEC_TYPES);

/** A request may ask for every type of a symbol, or name a contract by id alone. */
export const anySecType = choice("", ...SEC_TYPES);

/** Call, put, or one of the marks for "has none". */
export const right = choice("", "C", "P", "0", "?");

/** Orders say "?" where there is no right. */
export const orderRight = choice("?", "C", "P");

export const requestedRight = choice("", "C", "P", "CALL", "PUT", "0", "?");

export const action = choice("BUY", "SELL", "SSHORT", "SLONG");

export const executionSide = choice("BOT", "SLD");

export const orderStatus = choice(
  "PreSubmitted",
  "ApiPending",
  "PendingSubmit",
  "PendingCancel",
  "Submitted",
  "ApiCancelled",
  "Cancelled",
  "Filled",
  "Inactive",
);

/** Delta, beta, currency and pair hedges, or none; the others bring a parameter. */
export const hedgeType = choice("", "D", "B", "F", "P");
