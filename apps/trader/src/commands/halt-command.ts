import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { userInfo } from "node:os";
import { BadInputError, epochMicros, unreachable, type HaltRequest } from "@smart0dte/domain";
import {
  cancelEverything,
  machineSurroundings,
  openIbApiCodec,
  type GlobalCancelOutcome,
} from "@smart0dte/execution/ibkr";
import { runningDatabaseUrl } from "@smart0dte/storage/embedded";
import { rootOf } from "../desk/desk-failure.ts";
import { notedBrokerAddress } from "../halts/broker-address-file.ts";
import { HaltFolder, type HaltTaken } from "../halts/halt-folder.ts";
import type { CommandIo } from "./calendar-command.ts";
import { withStore } from "./data-store.ts";
import { parseHostPort, type HostPort } from "./host-port.ts";

export interface HaltWords {
  /** The data folder. */
  readonly data: string;
  readonly reason: string;
  readonly flatten: boolean;
  readonly globalCancel: boolean;
  /** HOST:PORT of the broker's TWS or Gateway; else where the desk of the folder last sent orders. */
  readonly tws?: string | undefined;
  readonly json: boolean;
}

/** How long a running desk may take; it looks five times a second. */
const ANSWER_WITHIN_MS = 5_000;
const LOOK_EVERY_MS = 50;
const WRITER = "command-line";
/** Far from what desks and people use. */
const CLIENT_ID = 9_090;
const CANCELLED_WITHIN_MS = 10_000;

export const HALT_HELP = `
Opens nothing new any more, cancels what is working to open, and with --flatten closes all positions. It needs neither
the gateway nor the database nor a desk that answers: the request is written into DIR/halts first. A desk that runs in
the folder takes it within a second; every other mode (demo, paper, live) takes it at its next start, before it trades.
A person resumes on the screen, in two steps. --global-cancel then cancels every order of the broker's TWS, orders by
hand included, over a connection of its own: that of the desk in DIR, or --tws HOST:PORT.

exit code 0: halted, or it will be at the next start, and with --global-cancel the broker shows no order that could
fill; 1: a desk runs there and did not answer (end its process: the next start is halted), the request could not be
written, or orders at the broker could still fill.`;

/** Halts the desk of a folder from outside it. */
export async function runHalt(words: HaltWords, io: CommandIo): Promise<number> {
  if (words.reason.trim() === "") throw new BadInputError("--reason is empty: say why, for whoever resumes.");
  const request: HaltRequest = {
    id: randomUUID(),
    askedAtMs: Date.now(),
    by: `${userInfo().username} (command line)`,
    reason: words.reason,
    flatten: words.flatten,
  };
  const folder = new HaltFolder(words.data);
  const inFolder = attempt(() => folder.ask(request));
  if (inFolder !== null) io.err(`not in the data folder: ${inFolder}`);
  // first what may still fill: the desk is halted by then, so that nothing follows it
  const broker = words.globalCancel ? await cancelAtBroker(words) : null;
  const isRunning = runningDatabaseUrl(words.data) !== null;
  const taken = inFolder === null && isRunning ? await answered(folder, request.id) : [];
  const inDatabase = await store(words.data, request, io);
  if (inDatabase !== null) io.err(`not in the database: ${inDatabase}`);
  const lasts = inFolder === null || inDatabase === null;
  tell({ request, taken, isRunning, lasts, words, broker }, io);
  const isCancelled = broker === null || broker.outcome.kind === "cancelled";
  return lasts && (!isRunning || taken.length > 0) && isCancelled ? 0 : 1;
}

interface AtBroker {
  /** HOST:PORT; null where none is known. */
  readonly address: string | null;
  readonly outcome: GlobalCancelOutcome;
}

/** Over a connection of its own: neither the desk nor its client id is needed. */
async function cancelAtBroker({ data, tws }: HaltWords): Promise<AtBroker> {
  const notSaid = (why: string): AtBroker => ({ address: null, outcome: { kind: "notSaid", why } });
  let address: HostPort | null;
  try {
    address = tws === undefined ? notedBrokerAddress(data) : parseHostPort("--tws", tws);
  } catch (error) {
    // a slip of the pen must not keep the desk from being halted
    return notSaid(rootOf(error));
  }
  if (address === null)
    return notSaid(`the desk of ${data} has sent no order to a broker; name its TWS with --tws HOST:PORT`);
  const { host, port } = address;
  const outcome = await cancelEverything({
    address: { host, port, clientId: CLIENT_ID },
    withinMs: CANCELLED_WITHIN_MS,
    openCodec: openIbApiCodec,
    surroundings: machineSurroundings(() => epochMicros(Date.now() * 1_000)),
  });
  return { address: `${host}:${port}`, outcome };
}

interface Told {
  readonly request: HaltRequest;
  readonly taken: readonly HaltTaken[];
  readonly isRunning: boolean;
  /** Whether it is written anywhere. */
  readonly lasts: boolean;
  readonly words: HaltWords;
  /** Null where it was not asked for. */
  readonly broker: AtBroker | null;
}

function tell({ request, taken, isRunning, lasts, words, broker }: Told, io: CommandIo): void {
  if (words.json) return io.out(JSON.stringify({ ...request, lasts, isRunning, taken, broker }));
  if (broker !== null) tellBroker(broker, io);
  if (!lasts) return io.err("NOT HALTED: nothing could be written. End the desk's process.");
  for (const { mode, run, at } of taken)
    io.out(`HALTED  ${mode}, run ${run}, at ${new Date(at / 1_000).toISOString()} (desk time)`);
  if (isRunning && taken.length === 0)
    io.err(
      "A desk runs in this folder and did not answer within 5 s: end its process. Its next start is halted.",
    );
  if (!isRunning)
    io.out("no desk runs in this folder: the next start of each mode is halted before it trades");
  if (words.flatten && taken.length > 0)
    io.out("flattening: open positions are being closed; the screen shows how far");
}

function tellBroker({ address, outcome }: AtBroker, io: CommandIo): void {
  switch (outcome.kind) {
    case "cancelled":
      return io.out(
        `CANCELLED  ${outcome.orders} orders at ${address}; the broker shows none that could fill`,
      );
    case "stillWorking":
      io.err(`NOT ALL CANCELLED at ${address}: ${outcome.left.length} orders could still fill. Look in TWS:`);
      for (const { orderRef, permId, status, quantity } of outcome.left)
        io.err(
          `  ${orderRef === "" ? "by hand" : orderRef}  permId ${permId}  ${status}  quantity ${quantity}`,
        );
      return;
    case "notSaid":
      return io.err(`NOT CANCELLED at the broker: ${outcome.why}. Cancel in TWS.`);
    default:
      return unreachable(outcome);
  }
}

async function answered(folder: HaltFolder, id: string): Promise<readonly HaltTaken[]> {
  const until = performance.now() + ANSWER_WITHIN_MS;
  for (;;) {
    const taken = folder.takenBy(id);
    if (taken.length > 0 || performance.now() > until) return taken;
    await wait(LOOK_EVERY_MS);
  }
}

/** Why it could not be stored, or null. */
async function store(data: string, request: HaltRequest, io: CommandIo): Promise<string | null> {
  try {
    await withStore(data, io, async (opened) => {
      await opened.addHaltRequest(request);
      const { id, reason, flatten } = request;
      const detail = { id, by: request.by, reason, flatten };
      await opened.audit.append(WRITER, { actor: WRITER, act: "halt.asked", detail });
    });
    return null;
  } catch (error) {
    return rootOf(error);
  }
}

function attempt(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return rootOf(error);
  }
}
