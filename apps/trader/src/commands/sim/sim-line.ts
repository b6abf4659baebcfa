import { err, ok, parseOsi, type OptionContract, type Result } from "@smart0dte/domain";
import { parseSimControl, type SimControl } from "@smart0dte/simulator/exchange";
import { isLineFault, readLineFault, type LineFault } from "../../source/line-fault.ts";

/** What a person may ask of a running simulation. */
export type SimRequest =
  | { readonly kind: "fault"; readonly fault: LineFault }
  | { readonly kind: "control"; readonly control: SimControl }
  /** A spoiled quote of one contract, whose number only the market knows. */
  | {
      readonly kind: "spoil";
      readonly how: "cross" | "wide" | "noBid" | "noAsk" | "bad";
      readonly contract: OptionContract;
    }
  | { readonly kind: "speed"; readonly speed: number }
  | { readonly kind: "pause" }
  | { readonly kind: "go" }
  | { readonly kind: "help" };

export const SIM_LINES = `The feed:    disconnect · stall SECONDS · skip SECONDS · corrupt · late SECONDS · crossed SECONDS
             refuseAuth [TIMES] · definitionGap TICKER · definitionsBack TICKER
The TWS:     drop [now|beforeSend|afterSend|MESSAGES] · tws:freeze SECONDS · slow MILLISECONDS SECONDS
             duplicate SECONDS · reorder SECONDS · outage SECONDS [kept|lost] [now|midCombo]
             lostAck|halfPackage|rejectAfterPartial|fillAfterCancel|malformedReject|expiryRefusal [TIMES]
             declineWhatIf|noBagDetails|idsBack [TIMES] · liquidate · closeByHand
             (each also with tws: before it, and by --tws-fault)
The market:  freeze TICKER options|underlying|all · gap TICKER · halt TICKER · resume TICKER
             move TICKER SD · signal TICKER [rich|cheap] · cross|wide|noBid|noAsk|bad CONTRACT
The clock:   speed X · pause · go
(stall and those of the TWS in wall seconds, the others in desk seconds; a contract is written SPY260313C00680000)`;

const SPOILING = ["cross", "wide", "noBid", "noAsk", "bad"] as const;
const FASTEST = 3_600;

/** Reads `WORD ARG…` or `WORD:ARG`; the error is one sentence. */
export function readSimLine(text: string): Result<SimRequest, string> {
  const [word = "", first, second] = text.trim().split(/[:\s]+/);
  const how = SPOILING.find((name) => name === word);
  if (how !== undefined) {
    const contract = parseOsi(first ?? "");
    return contract.ok
      ? ok({ kind: "spoil", how, contract: contract.value })
      : err(`${word} needs a contract, as SPY260313C00680000.`);
  }
  if (isLineFault(text)) {
    const fault = readLineFault(text);
    return fault.ok ? ok({ kind: "fault", fault: fault.value }) : fault;
  }
  switch (word) {
    case "help":
    case "pause":
    case "go":
      return ok({ kind: word });
    case "speed": {
      const speed = Number(first);
      return speed > 0 && speed <= FASTEST
        ? ok({ kind: "speed", speed })
        : err(`speed needs a number from above 0 to ${FASTEST}.`);
    }
    default:
      return marketRequest(word, first, second);
  }
}

function marketRequest(
  kind: string,
  ticker: string | undefined,
  argument: string | undefined,
): Result<SimRequest, string> {
  const fields = { freeze: "what", move: "sd", signal: "side" }[kind];
  const value = kind === "move" ? Number(argument ?? Number.NaN) : argument;
  const control = parseSimControl({
    kind,
    ticker,
    ...(fields === undefined || argument === undefined ? {} : { [fields]: value }),
  });
  if (control.ok) return ok({ kind: "control", control: control.value });
  return err(MARKET_WORDS.has(kind) ? control.error : `"${kind}" is nothing to ask for; help lists what is.`);
}

const MARKET_WORDS: ReadonlySet<string> = new Set(["freeze", "gap", "halt", "resume", "move", "signal"]);
