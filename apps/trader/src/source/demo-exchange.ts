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
}

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
    { speed, startAt, asked }: DemoOpening,
    listeners: ExchangeListeners,
  ): Promise<DemoExchange> {
    const data = { ...market, speed, startAt, controls: asked, key: SIMULATED_KEY };
    return new DemoExchange(await openExchangeHost(data, listeners));
  }

  /** Where the feed finds it. */
  get gateway(): { readonly host: string; readonly port: number } {
    return { host: "127.0.0.1", port: this.#host.port };
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
