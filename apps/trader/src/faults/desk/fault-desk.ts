import { randomUUID } from "node:crypto";
import { defaultParameters, type CommandAct, type CommandId, type DeskReply } from "@smart0dte/domain";
import { DEFAULT_DATASETS } from "@smart0dte/feeds/databento";
import { SIMULATED_KEY } from "@smart0dte/simulator/databento-door";
import { createSimulatedMarket } from "@smart0dte/simulator/market";
import { openStore, type Store } from "@smart0dte/storage/postgres";
import { runBroker } from "../../broker/run-broker.ts";
import type { DeskSession } from "../../desk/desk-session.ts";
import {
  beginSession,
  takeOverSession,
  type Inheritance,
  type SessionPorts,
} from "../../desk/open-session.ts";
import { LiveSource } from "../../source/live-source.ts";
import { sessionOn } from "../../source/open-source.ts";
import { simulatedFacts, simulatedLabel } from "../../source/simulated-facts.ts";
import { BookedLegs } from "./booked-legs.ts";
import type { FaultDeskSettings, FromFaultDesk, ToFaultDesk } from "./desk-words.ts";
import { booksOf, sampleOf } from "./session-reading.ts";

/** Where a test plants a bug; the campaign itself leaves them alone. */
export interface PlantedParts {
  readonly openBroker?: typeof runBroker;
  readonly store?: (store: Store) => Store;
}

const HOST = "127.0.0.1";
const CLIENT_ID = 1;
const SAMPLE_MS = 50;
/** Desk time runs by the feed; where it is silent, no faster than the machine's clock. */
const SPEED = 1;

/** Trades by itself, often, and never so much that a limit ends the day. */
const TRADING: Inheritance = {
  parameters: defaultParameters({
    automation: "AUTO",
    expectancyGate: "off",
    confidenceThreshold: 0.5,
    targetShareCeiling: 1,
    profitTarget: 0.05,
    stopLoss: 0.3,
    tradeSize: 15,
    maxLossPerPositionUsd: 20_000,
    maxOpenPositions: 20,
    maxPortfolioRiskUsd: 100_000,
    maxDailyLossUsd: 50_000,
    maxDailyLossPerTickerUsd: 20_000,
    walkSteps: 3,
    walkEverySeconds: 20,
    orphanLossBoundUsd: 5_000,
  }),
  halts: [],
};

/**
 * The trading process of the desk without gateway and screen: line, sequencer, journal, database, adapter and
 * take-over as they are. Plays until it is killed, or its parent is gone.
 */
export async function runFaultDesk(settings: FaultDeskSettings, planted: PlantedParts = {}): Promise<void> {
  process.on("disconnect", () => process.exit(0));
  const store = await openStore(settings.databaseUrl, { connections: 2 });
  const booked = new BookedLegs((legs) => tell({ kind: "booked", legs }));
  const session = await openedSession(settings, {
    store: planted.store?.(store) ?? store,
    openBroker: withLinkTold(planted.openBroker ?? runBroker),
    booked,
  });
  const { run, parts } = session;
  tell({ kind: "up", run: run.pipeline.start.run, journal: parts.journalFile, seq: run.seq });
  process.on("message", (asked: ToFaultDesk) => void answer(session, asked));
  setInterval(() => tell({ kind: "sample", sample: sampleOf(session) }), SAMPLE_MS);
  await session.play(new AbortController().signal);
}

const tell = (message: FromFaultDesk): void => void process.send?.(message);

interface DeskGround {
  readonly store: Store;
  readonly openBroker: typeof runBroker;
  readonly booked: BookedLegs;
}

async function openedSession(
  { folder, seed, date, feedPort, twsPort, account }: FaultDeskSettings,
  { store, openBroker, booked }: DeskGround,
): Promise<DeskSession> {
  const choice = { seed, session: sessionOn(date), market: "planted" } as const;
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const source = new LiveSource({
    facts: simulatedFacts(choice, createSimulatedMarket(choice).previousCloses),
    label: simulatedLabel(choice),
    planted: true,
    gateway: { kind: "other", key: SIMULATED_KEY, host: HOST, port: feedPort },
    datasets: DEFAULT_DATASETS,
    recordings: null,
    log,
  });
  const ports: SessionPorts = {
    store,
    folder,
    server: {
      publish: (frame) => {
        if (frame.kind === "decisions") booked.hear(frame.decisions);
      },
      close: () => {},
    },
    speed: SPEED,
    broker: { kind: "tws", host: HOST, port: twsPort, account, clientId: CLIENT_ID, isSimulator: true },
    openBroker,
    onFailure: (error) => {
      throw error;
    },
    log,
  };
  const { mode, source: name } = source.facts;
  const left = await store.runs.findUnfinished({ mode, source: name, date: choice.session.date });
  return left === null ? beginSession(source, TRADING, ports) : takeOverSession(source, left, ports);
}

/** Says when the way to the broker changes, before the run hears of it. */
const withLinkTold =
  (open: typeof runBroker): typeof runBroker =>
  (parts) =>
    open({
      ...parts,
      put: (what, at) => {
        if (what.kind === "brokerLink") tell({ kind: "link", link: what.link, atMs: Date.now() });
        parts.put(what, at);
      },
    });

async function answer(session: DeskSession, asked: ToFaultDesk): Promise<void> {
  const { n } = asked;
  if (asked.kind === "command") return tell({ kind: "answer", n, reply: await command(session, asked.act) });
  const { sequencer, journal } = session.parts;
  await sequencer.settled();
  await journal.flush();
  tell({ kind: "books", n, books: booksOf(session) });
}

const command = (session: DeskSession, act: CommandAct): Promise<DeskReply> =>
  session.command({ id: randomUUID() as CommandId, by: { user: "campaign", role: "admin" }, act });
