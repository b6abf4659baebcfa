import { unreachable, type NoLadderView } from "@smart0dte/domain";

/** Why there is no ladder, for a person. */
export function noLadderSentence(why: NoLadderView): string {
  switch (why.code) {
    case "unknownPosition":
      return `There is no position ${why.id} in this run.`;
    case "closedPosition":
      return `Nothing of position ${why.id} is held any more.`;
    case "unknownContract":
      return `${why.symbol} is not one of today's contracts of this desk.`;
    case "closed":
      return "The session is over: there is no time left to look ahead.";
    case "noForward":
      return `Neither parity nor spot gives a forward of ${why.ticker} now. Try again when its quotes are back.`;
    case "noVolatility":
      return `No volatility of ${why.symbol} is known now. Try again when its quotes are back.`;
    default:
      return unreachable(why);
  }
}
