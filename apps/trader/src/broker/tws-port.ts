import {
  canonicalJson,
  feesOf,
  feeTableOn,
  formatCompactOsi,
  type BrokerLine,
  type BrokerLink,
  type BrokerNotice,
  type BrokerQuotes,
  type EpochMicros,
  type Exercised,
  type OptionContract,
  type OrderCommand,
  type OrderId,
  type OutsideInput,
} from "@smart0dte/domain";
import {
  openIbApiCodec,
  openIbkrBroker,
  SESSION_SETTINGS,
  TWS_PACING,
  type AcceptedHolding,
  type DefinitionStore,
  type DeskBook,
  type IbkrBroker,
  type IbkrNotice,
  type OpenTwsCodec,
  type OrderNumberStore,
  type PacingLimits,
} from "@smart0dte/execution/ibkr";
import type { DeskRun } from "../sequencer/desk-run.ts";
import type { BrokerPort, Followed, TwsTarget } from "./broker-port.ts";
import { disarming } from "./disarming.ts";
import { guardedSurroundings } from "./guarded-surroundings.ts";
import { LineMoments, type DeskAt } from "./line-moments.ts";
import { MarginAsking } from "./margin-asking.ts";
import { nearMoney } from "./near-money.ts";
import { senderOf } from "./order-sender.ts";
import { withRunNames } from "./run-names-codec.ts";
import { ProfitComparing } from "./profit-comparing.ts";
import { matteringOf, QuoteComparing } from "./quote-comparing.ts";
import { OWN_TWS_SETTINGS } from "./tws-settings.ts";
import { lineOf, linkOf } from "./view-reading.ts";

export interface TwsPortParts {
  readonly run: DeskRun;
  readonly put: (what: OutsideInput, at: EpochMicros | null) => void;
  /** Desk time. */
  readonly now: () => EpochMicros;
  readonly deskAt: DeskAt;
  readonly orderNumbers: OrderNumberStore;
  /** A restart asks for every contract again without one. */
  readonly definitions?: DefinitionStore;
  /** The broker's own limits unless said otherwise. */
  readonly pacing?: PacingLimits;
  readonly openCodec?: OpenTwsCodec;
  /** Called with what breaks; nothing is sent or put in after it. */
  readonly onFailure: (error: unknown) => void;
  readonly log: (line: string) => void;
}

/** Sends a run's orders to a TWS and puts what it says into the run. */
export const openTwsPort = (parts: TwsPortParts): BrokerPort => new TwsPort(parts);

const NOTICES_KEPT = 50;
const LOOK_EVERY_MS = 1_000;
/** Of executions and their commissions, wall time. */
const FEES_MS = 2_000;
const ORPHAN_MS = 3_000;
const SNAPSHOT_MS = 5_000;

class TwsPort implements BrokerPort {
  readonly #parts: TwsPortParts;
  readonly #accepted: AcceptedHolding[] = [];
  /** Orders that the adapter was given, or an earlier life of the run may have given to one. */
  readonly #handedOver: Set<OrderId>;
  #open: { readonly broker: IbkrBroker; readonly target: TwsTarget } | null = null;
  #stopLooking: (() => void) | null = null;
  #isClosed = false;
  #notices: readonly BrokerNotice[] = [];
  readonly #moments: LineMoments;
  readonly #margins: MarginAsking;
  readonly #profit: ProfitComparing;
  readonly #quotes: QuoteComparing;
  #compared: BrokerQuotes = { pairs: [], beyondBudget: 0 };
  #said: BrokerLink;
  #line: BrokerLine | null = null;

  constructor(parts: TwsPortParts) {
    this.#parts = parts;
    // what the desk holds itself was given to nobody
    const made = parts.run.pipeline.execution.orders.filter(({ state }) => state !== "approved");
    this.#handedOver = new Set(made.map(({ id }) => id));
    this.#moments = new LineMoments(parts.run.at, parts.deskAt);
    this.#margins = new MarginAsking({
      fees: feeTableOn(parts.run.pipeline.start.session.date),
      broker: () => this.#open?.broker ?? null,
    });
    this.#profit = new ProfitComparing(() => parts.run.pipeline.book.day);
    this.#quotes = new QuoteComparing(parts.run.pipeline.market);
    this.#said = parts.run.pipeline.book.brokerLink;
  }

  open(target: TwsTarget): void {
    const surroundings = guardedSurroundings(this.#parts.now, (error) => {
      this.close();
      this.#parts.onFailure(error);
    });
    const broker = this.#brokerAt(target, surroundings);
    this.#open = { broker, target };
    // what a run that is taken over last knew of the way is not so any more
    this.#sayLink();
    this.#stopLooking = surroundings.every(LOOK_EVERY_MS, () => this.#look());
    broker.start();
  }

  follow({ decisions, commands }: Followed): void {
    if (decisions.some(({ type }) => type === "holdingAccepted"))
      this.#open?.broker.resynchronise("a person accepted a holding");
    this.settled(decisions.filter((decision) => decision.type === "exercised"));
    for (const command of commands) {
      this.#handedOver.add(command.orderId);
      if (this.#open !== null) this.#open.broker.send(command, senderOf(command, decisions));
      else this.#refuse(command);
    }
    // after what must not wait
    this.#margins.follow(decisions);
  }

  settled(exercised: readonly Exercised[]): void {
    if (exercised.length === 0) return;
    const { positions } = this.#parts.run.pipeline.execution;
    const contracts = new Map<number, OptionContract>();
    for (const { legs } of positions)
      for (const { instrument, contract } of legs) contracts.set(instrument, contract);
    for (const { instrument, quantity } of exercised) {
      const contract = contracts.get(instrument);
      if (contract !== undefined) this.#accepted.push({ contract: formatCompactOsi(contract), quantity });
    }
  }

  line(): BrokerLine | null {
    if (this.#open === null) return null;
    const { broker, target } = this.#open;
    const view = broker.view();
    const moments = this.#moments.of(view.session);
    const profit = this.#profit.of(view.profit);
    const line = lineOf(view, {
      target,
      moments,
      profit,
      quotes: this.#compared,
      margins: this.#margins.lines,
      notices: this.#notices,
    });
    if (this.#line === null || canonicalJson(line) !== canonicalJson(this.#line)) this.#line = line;
    return this.#line;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopLooking?.();
    this.#open?.broker.stop();
  }

  #brokerAt(target: TwsTarget, surroundings: ReturnType<typeof guardedSurroundings>): IbkrBroker {
    const { orderNumbers, definitions, run, pacing = TWS_PACING, openCodec = openIbApiCodec } = this.#parts;
    const { resetWindows, lines } = target.settings ?? OWN_TWS_SETTINGS;
    const fees = feeTableOn(run.pipeline.start.session.date);
    return openIbkrBroker({
      address: target,
      account: target.account,
      accountKind: target.accountKind ?? "paper",
      simulatorPort: target.isSimulator ? target.port : null,
      session: SESSION_SETTINGS,
      pacing,
      join: { feesMs: FEES_MS, orphanMs: ORPHAN_MS, feesWithout: (legs) => feesOf(legs, fees) },
      resetWindows,
      quoteLines: lines,
      snapshotMs: SNAPSHOT_MS,
      orderNumbers,
      ...(definitions === undefined ? {} : { definitions }),
      desk: () => this.#book(),
      isArmed: () => this.#isArmed,
      hear: (event) => this.#put({ kind: "broker", event }, event.at),
      notice: (notice) => this.#hearNotice(notice),
      openCodec: withRunNames(openCodec, run.pipeline.start.run),
      surroundings,
    });
  }

  get #isArmed(): boolean {
    return this.#parts.run.pipeline.book.arming.kind === "armed";
  }

  #put(what: OutsideInput, at: EpochMicros | null): void {
    if (!this.#isClosed) this.#parts.put(what, at);
  }

  /** Nobody is there yet. A cancel is made up for by its order's own state, once a connection knows it again. */
  #refuse({ action, orderId }: OrderCommand): void {
    if (action === "cancel") return;
    const kind = action === "place" ? "rejected" : "replaceRefused";
    const at = this.#parts.now();
    this.#put({ kind: "broker", event: { kind, orderId, at, why: "SESSION_NOT_READY" } }, at);
  }

  /**
   * An order whose intent is still being committed is nobody's business yet. Options that the desk has settled stay
   * in the account until the broker settles too.
   */
  #book(): DeskBook {
    const { orders, positions, executions } = this.#parts.run.pipeline.execution;
    const given = orders.filter(({ id }) => this.#handedOver.has(id));
    const { accepted } = this.#parts.run.pipeline.book;
    return { orders: given, positions, executions, accepted: [...this.#accepted, ...accepted] };
  }

  #hearNotice(notice: IbkrNotice): void {
    this.#notices = [...this.#notices, notice].slice(-NOTICES_KEPT);
    if (notice.severity === "alert") this.#parts.log(`broker: ${notice.code}: ${notice.text}`);
    this.#sayLink();
  }

  /** Every change of the way comes with a notice: what has changed becomes an input. */
  #sayLink(): void {
    if (this.#open === null) return;
    const view = this.#open.broker.view();
    this.#moments.of(view.session);
    const link = linkOf(view);
    if (isSame(link, this.#said)) return;
    this.#said = link;
    const at = this.#parts.now();
    this.#put({ kind: "brokerLink", link }, at);
    // who answers there now is not the account that somebody armed
    if (view.session.state === "refused" && this.#isArmed)
      this.#put(disarming(this.#parts.run, "account"), at);
  }

  /** Contracts are asked before they are needed, so that an order in them need not wait; quotes are compared. */
  #look(): void {
    const { run, now } = this.#parts;
    const broker = this.#open?.broker;
    if (broker === undefined) return;
    const { market, execution } = run.pipeline;
    if (broker.view().session.state === "ready") broker.define(nearMoney(market));
    const mattering = matteringOf(execution.positions, execution.orders);
    broker.watch(mattering.map(({ contract }) => contract));
    const { quotes, quotesBeyondBudget: beyondBudget } = broker.view();
    this.#compared = this.#quotes.compare(quotes, mattering, { now: now(), beyondBudget });
  }
}

const isSame = (left: BrokerLink, right: BrokerLink): boolean =>
  left.state === right.state && left.why === right.why;
