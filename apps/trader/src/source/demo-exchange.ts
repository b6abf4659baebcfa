import { instrumentKey, ok, type EpochMicros, type Instrument, type Result } from "@smart0dte/domain";
import { SIMULATED_KEY } from "@smart0dte/simulator/databento-door";
import type { SimControl } from "@smart0dte/simulator/exchange";
import { openExchangeHost, type ExchangeHost, type ExchangeListeners } from "./exchange-host.ts";
import type { SimulatedChoice } from "./simulated-facts.ts";
import type { AskedOfMarket } from "./simulated-source.ts";

export interface DemoOpening {
  readonly speed: number;
  readonly startAt: EpochMicros;
  /** Requests of the run before it was cut off. */
  readonly asked: readonly AskedOfMarket[];
  /** Where the broker's books last; null: they end with the exchange. */
  readonly booksFile: string | null;
}

const HOST = "127.0.0.1";
/** A paper account, as the broker names one. */
const ACCOUNT = "DU1000001";

/** The demo's own exchange, spoken to in the desk's instrument numbers. */
export class DemoExchange {
  readonly #host: ExchangeHost;
  readonly #numbers: ReadonlyMap<string, number>;

  private constructor(host: ExchangeHost) {
    this.#host = host;
    this.#numbers = new Map(
      host.listings.map(({ number, instrument }) => [instrumentKey(instrument), number]),
    );
  }

  static async open(
    market: SimulatedChoice,
    { speed, startAt, asked, booksFile }: DemoOpening,
    listeners: ExchangeListeners,
  ): Promise<DemoExchange> {
    const where = { key: SIMULATED_KEY, account: ACCOUNT, booksFile };
    const data = { ...market, ...where, speed, startAt, controls: asked };
    return new DemoExchange(await openExchangeHost(data, listeners));
  }

  /** Where the feed finds it. */
  get gateway(): { readonly host: string; readonly port: number } {
    return { host: HOST, port: this.#host.port };
  }

  /** Where its broker is found, and what account it has there. */
  get tws(): { readonly host: string; readonly port: number; readonly account: string } {
    const { twsPort, account } = this.#host;
    return { host: HOST, port: twsPort, account };
  }

  /** The market begins to move. */
  resume(): void {
    this.#host.resume();
  }

  setSpeed(speed: number): void {
    this.#host.setSpeed(speed);
  }

  reached(at: EpochMicros): void {
    this.#host.reached(at);
  }

  /** The request as the exchange takes it, its instrument by the exchange's number; null where it has none such. */
  translated(
    control: SimControl,
    instrumentOf: (number: number) => Instrument | undefined,
  ): SimControl | null {
    if (!("instrument" in control)) return control;
    const instrument = instrumentOf(control.instrument);
    const number = instrument === undefined ? undefined : this.#numbers.get(instrumentKey(instrument));
    return number === undefined ? null : { ...control, instrument: number };
  }

  async control(control: SimControl, at: EpochMicros): Promise<Result<AskedOfMarket, string>> {
    const taken = await this.#host.control(control, at);
    return taken.ok ? ok({ control, at: taken.value }) : taken;
  }

  fault(fault: unknown): Promise<Result<EpochMicros, string>> {
    return this.#host.fault(fault);
  }

  close(): Promise<void> {
    return this.#host.close();
  }
}
