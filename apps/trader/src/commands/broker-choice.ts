import { BadInputError, type AccountKind } from "@smart0dte/domain";
import { accountKindOf } from "@smart0dte/execution/ibkr";
import { USUAL_LINES } from "../broker/tws-settings.ts";
import type { BrokerChoice, SourceChoice } from "../desk/desk-options.ts";
import type { Speed } from "../source/desk-clock.ts";
import { parseHostPort } from "./host-port.ts";
import { parseResetWindows } from "./reset-windows.ts";

/** The words of a command line that name a broker. */
export interface BrokerWords {
  readonly broker?: string | undefined;
  readonly tws?: string | undefined;
  readonly account?: string | undefined;
  readonly clientId?: string | undefined;
  readonly twsSimulated?: boolean | undefined;
  readonly twsResetWindows?: string | undefined;
  readonly twsPosesLive?: boolean | undefined;
  readonly twsLines?: string | undefined;
}

const DEFAULT_CLIENT_ID = 1;
const HIGHEST_CLIENT_ID = 999_999;

/**
 * Who carries the desk's orders out: a demo on the line has a TWS of its own, `--tws` names another one for a live
 * market, everything else trades on paper. What does not go together is refused by name.
 */
export function parseBroker(words: BrokerWords, source: SourceChoice, speed: Speed): BrokerChoice {
  const { broker, tws } = words;
  if (broker !== undefined && broker !== "paper" && broker !== "tws")
    throw new BadInputError(`--broker "${broker}" is none of paper, tws.`);
  if (tws === undefined) refuseWordsOfTws(words);
  if (tws !== undefined) return namedTws(words, tws, source);
  const hasOwn = source.kind === "simulated" && speed !== "max";
  if (broker === "tws" && !hasOwn) throw new BadInputError(whyNoTws(source));
  return hasOwn && broker !== "paper" ? { kind: "own" } : { kind: "paper" };
}

/** What says more about a TWS goes with the one that is named. */
function refuseWordsOfTws({ account, clientId, ...words }: BrokerWords): void {
  const own = {
    "--account": account,
    "--client-id": clientId,
    "--tws-simulated": words.twsSimulated,
    "--tws-poses-live": words.twsPosesLive,
    "--tws-reset-windows": words.twsResetWindows,
    "--tws-lines": words.twsLines,
  };
  for (const [name, value] of Object.entries(own))
    if (value !== undefined) throw new BadInputError(`${name} goes with --tws HOST:PORT.`);
}

function whyNoTws({ kind }: SourceChoice): string {
  if (kind === "databento") return "--broker tws with --source databento needs --tws HOST:PORT: which one?";
  return kind === "simulated"
    ? "--broker tws does not go with --speed max: a market in process has no broker beside it."
    : "--broker tws does not go with files: their market is over, and orders are filled on paper.";
}

function namedTws(words: BrokerWords, tws: string, source: SourceChoice): BrokerChoice {
  const { broker, account, twsSimulated: isSimulator = false } = words;
  if (broker === "paper") throw new BadInputError("--tws does not go with --broker paper.");
  if (source.kind !== "databento")
    throw new BadInputError(
      source.kind === "simulated"
        ? "--tws goes with --source databento: a demo trades through the TWS of its own market."
        : "--tws goes with --source databento: files are filled on paper.",
    );
  // orders belong where their quotes come from
  if (isSimulator && source.gateway === null)
    throw new BadInputError(
      "--tws-simulated goes with --gateway HOST:PORT: a simulated broker does not trade at a real market's quotes.",
    );
  if (!isSimulator && source.gateway !== null)
    throw new BadInputError(
      "--gateway names a simulated market: with --tws it needs --tws-simulated, for no order of it goes to the broker's own TWS.",
    );
  if (words.twsPosesLive === true && !isSimulator)
    throw new BadInputError("--tws-poses-live goes with --tws-simulated: a real TWS is what it is.");
  const { host, port } = parseHostPort("--tws", tws);
  if (account === undefined)
    throw new BadInputError("--tws needs --account DU1234567: which of its accounts?");
  const poses = words.twsPosesLive === true ? "live" : "paper";
  const accountKind = accountKindAt({ account, port }, { isSimulator, poses });
  const clientId = parseClientId(words.clientId);
  const settings = {
    resetWindows: parseResetWindows(words.twsResetWindows),
    lines: parseLines(words.twsLines),
  };
  const choice = { kind: "tws", host, port, account, clientId, isSimulator, settings } as const;
  return accountKind === "live" ? { ...choice, accountKind } : choice;
}

/** Account and port must say the same; a simulator's port says what it poses as. */
function accountKindAt(
  { account, port }: { readonly account: string; readonly port: number },
  { isSimulator, poses }: { readonly isSimulator: boolean; readonly poses: AccountKind },
): AccountKind {
  const kind = accountKindOf(account, port, isSimulator ? { port, poses } : null);
  if (kind.ok) return kind.value;
  throw new BadInputError(
    `${account} at port ${port} is not clearly a paper account: that is DU… or DF… at 7497 (TWS) or 4002 (Gateway), or at a simulator's port with --tws-simulated; nor a live one: that is U… or F… at 7496 (TWS) or 4001 (Gateway), or at a simulator's with --tws-poses-live.`,
  );
}

/** As many as a TWS has without boosters. */
const MOST_LINES = 100;

function parseLines(text: string | undefined): number {
  if (text === undefined) return USUAL_LINES;
  const lines = Number(text);
  if (/^\d+$/.test(text) && lines <= MOST_LINES) return lines;
  throw new BadInputError(`--tws-lines "${text}" is not a whole number from 0 to ${MOST_LINES}.`);
}

function parseClientId(text: string | undefined): number {
  if (text === undefined) return DEFAULT_CLIENT_ID;
  const id = Number(text);
  if (/^\d+$/.test(text) && id >= 1 && id <= HIGHEST_CLIENT_ID) return id;
  throw new BadInputError(`--client-id "${text}" is not a whole number from 1 to ${HIGHEST_CLIENT_ID}.`);
}
