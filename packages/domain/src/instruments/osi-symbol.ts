import { parseIsoDate } from "../calendar/civil-day.ts";
import { InvariantError } from "../errors.ts";
import { err, ok, type Result } from "../result.ts";
import { usdE4, type UsdE4 } from "../units.ts";
import { isTicker, TICKERS, type OptionContract } from "./instrument.ts";

/** `ADJUSTED_ROOT`: a series whose deliverable is not 100 plain shares (SPY1), or a mini (SPY7). */
export type OsiProblem = "NOT_OSI" | "ADJUSTED_ROOT" | "UNKNOWN_ROOT" | "NOT_A_DATE" | "ZERO_STRIKE";

const ROOT_WIDTH = 6;
const TAIL_WIDTH = 15;
/** OSI prints strikes in thousandths of a dollar. */
const E4_PER_THOUSANDTH = 10;
const STRIKE_DIGITS = 8;

/** Reads both forms: 21 characters with a padded root, and the compact one without blanks. */
export function parseOsi(text: string): Result<OptionContract, OsiProblem> {
  const root = text.slice(0, -TAIL_WIDTH);
  const tail = /^(\d{2})(\d{2})(\d{2})([CP])(\d{8})$/.exec(text.slice(-TAIL_WIDTH));
  const name = /^([A-Z]{1,5}\d?|[A-Z]{6}|\d[A-Z]{1,5})( *)$/.exec(root);
  const isWellPadded = name !== null && (name[2] === "" || root.length === ROOT_WIDTH);
  if (tail === null || name === null || !isWellPadded) return err("NOT_OSI");
  const ticker = name[1] ?? "";
  if (!isTicker(ticker)) return err(isAdjusted(ticker) ? "ADJUSTED_ROOT" : "UNKNOWN_ROOT");
  const [, year = "", month = "", day = "", right = "", thousandths = ""] = tail;
  const expiry = parseIsoDate(`20${year}-${month}-${day}`);
  if (!expiry.ok) return err("NOT_A_DATE");
  const strike = usdE4(Number(thousandths) * E4_PER_THOUSANDTH);
  if (strike === 0) return err("ZERO_STRIKE");
  return ok({ kind: "option", root: ticker, expiry: expiry.value, right: right === "C" ? "C" : "P", strike });
}

/** The 21-character form with its root padded by blanks: `SPY   260814C00500000`. */
export const formatOsi = (contract: OptionContract): string =>
  contract.root.padEnd(ROOT_WIDTH) + tailOf(contract);

/** What a symbol is made of; a chain file may hold roots that the desk does not trade. */
export type OsiParts = Pick<OptionContract, "expiry" | "right" | "strike"> & { readonly root: string };

/** The form without blanks: `SPY260814C00500000`. */
export const formatCompactOsi = (contract: OsiParts): string => contract.root + tailOf(contract);

/** True where a contract from outside has a symbol at all: a strike in thousandths, an expiry of this century. */
export const hasOsi = ({ expiry, strike }: Pick<OsiParts, "expiry" | "strike">): boolean =>
  digitsOf(strike) !== null && expiry.startsWith("20");

function digitsOf(strike: UsdE4): string | null {
  const thousandths = strike / E4_PER_THOUSANDTH;
  const digits = String(thousandths).padStart(STRIKE_DIGITS, "0");
  const isPrintable = Number.isSafeInteger(thousandths) && thousandths > 0 && digits.length === STRIKE_DIGITS;
  return isPrintable ? digits : null;
}

function tailOf({ expiry, right, strike }: OsiParts): string {
  const digits = digitsOf(strike);
  if (digits === null || !expiry.startsWith("20")) {
    throw new InvariantError("No OSI symbol has this strike or expiry", { strike, expiry });
  }
  return expiry.slice(2).replaceAll("-", "") + right + digits;
}

const isAdjusted = (root: string): boolean =>
  TICKERS.some((ticker) => root.length === ticker.length + 1 && root.includes(ticker) && /\d/.test(root));
