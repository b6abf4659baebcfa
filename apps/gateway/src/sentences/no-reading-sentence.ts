import type { NoReading } from "@smart0dte/domain";

const SENTENCES: Readonly<Record<NoReading, string>> = {
  closed: "the session is over: nothing is left to read",
  noForward: "neither parity nor spot gives a forward",
  tooFewQuotes: "too few admissible out-of-the-money quotes near the money",
  noVolatility: "no volatility is known for the contracts that count",
  noOpenInterest: "no open interest has been told",
  noPrints: "this market has no option prints: its options are modelled",
  noSignedPrint: "no print of today could be signed, or bought and sold are equal",
};

/** Why a part of a chain is not there. */
export const noReadingSentence = (why: NoReading): string => SENTENCES[why];
