import { parseOsi, type HeldContract } from "@smart0dte/domain";
import { MOST_PACKAGE_LEGS } from "../contract/index.ts";
import { ProblemError } from "../problems/problem-error.ts";

/** The contracts of a question, `1xSPY260814C00660000,-1xSPY260814C00661000`: one ticker, each contract once. */
export function askedPackage(text: string): readonly HeldContract[] {
  const legs = text.split(",").map(askedLeg);
  const tickers = new Set(legs.map(({ contract }) => contract.root));
  const contracts = new Set(legs.map(({ contract }) => JSON.stringify(contract)));
  if (legs.length > MOST_PACKAGE_LEGS)
    throw notUnderstood(`at most ${MOST_PACKAGE_LEGS} legs can be taken together.`);
  if (tickers.size > 1) throw notUnderstood("a package is of one ticker.");
  if (contracts.size < legs.length) throw notUnderstood("a contract stands there twice.");
  return legs;
}

export function heldContract(symbol: string, quantity: number): HeldContract {
  const contract = parseOsi(symbol);
  if (!contract.ok) throw notUnderstood(`${symbol} is no OSI symbol of SPY, QQQ or IWM (${contract.error}).`);
  return { contract: contract.value, quantity };
}

function askedLeg(text: string): HeldContract {
  const [, quantity, symbol] = /^(-?[1-9]\d?)x(\S+)$/.exec(text) ?? [];
  if (quantity === undefined || symbol === undefined)
    throw notUnderstood(`${text === "" ? "an empty leg" : text} is no leg such as -1xSPY260814C00660000.`);
  return heldContract(symbol, Number(quantity));
}

const notUnderstood = (why: string): ProblemError =>
  new ProblemError("BAD_REQUEST", `Not understood: ${why}`);
