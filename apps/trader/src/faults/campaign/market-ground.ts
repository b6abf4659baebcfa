import { setTimeout as wait } from "node:timers/promises";
import { MICROS_PER_MINUTE, type UsdE4 } from "@smart0dte/domain";
import { openDatabentoDoor, SIMULATED_KEY, type DatabentoDoor } from "@smart0dte/simulator/databento-door";
import { openExchange, type Exchange } from "@smart0dte/simulator/exchange";
import { openTwsDoor, type TwsDoor } from "@smart0dte/simulator/tws-door";
import { causeFault, type LineFault } from "../../source/line-fault.ts";
import { sessionOn } from "../../source/open-source.ts";
import { brokerTruth } from "../checks/broker-truth.ts";
import type { BrokerTruth } from "../checks/evidence.ts";

/** The day that all sessions play; their markets differ by seed. */
export const DATE = "2026-03-13";
export const ACCOUNT = "DU1000001";
/** Desk seconds a second, while the desk learns the morning and while it trades. */
const WARM_SPEED = 600;
const TRADING_SPEED = 120;
/** Nothing is planned earlier. */
const WARM_MINUTES = 31;
const WARM_LOOK_MS = 50;

/** The market of a session with both its doors: what stays when the desk is killed. */
export class MarketGround {
  readonly exchange: Exchange;
  readonly tws: TwsDoor;
  readonly feed: DatabentoDoor;
  readonly #opening: UsdE4;

  private constructor(exchange: Exchange, { feed, tws }: { feed: DatabentoDoor; tws: TwsDoor }) {
    this.exchange = exchange;
    this.feed = feed;
    this.tws = tws;
    this.#opening = tws.snapshot().cash;
  }

  static async open(seed: number): Promise<MarketGround> {
    const session = sessionOn(DATE);
    const exchange = openExchange({ seed, session, market: "planted", speed: WARM_SPEED, paused: true });
    const log = (): void => {};
    const feed = await openDatabentoDoor({ exchange, key: SIMULATED_KEY, port: 0, log });
    const tws = await openTwsDoor({ exchange, account: ACCOUNT, port: 0, seed, log });
    return new MarketGround(exchange, { feed, tws });
  }

  get truth(): BrokerTruth {
    return brokerTruth(this.tws.snapshot(), this.#opening);
  }

  /** False: the fault found no occasion. */
  fault(fault: LineFault): boolean {
    return causeFault(fault, this).ok;
  }

  /** The market's morning passes quickly; resolves when plans may come. */
  async warmUp(): Promise<void> {
    const { exchange } = this;
    const until = exchange.session.open + WARM_MINUTES * MICROS_PER_MINUTE;
    exchange.resume();
    while (exchange.now < until) await wait(WARM_LOOK_MS);
    exchange.setSpeed(TRADING_SPEED);
  }

  async close(): Promise<void> {
    this.exchange.close();
    await Promise.all([this.feed.close(), this.tws.close()]);
  }
}
