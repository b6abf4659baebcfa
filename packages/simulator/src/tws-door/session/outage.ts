import { ok, type Result } from "@smart0dte/domain";
import type { TwsFault } from "../tws-fault.ts";
import type { SessionHost } from "./session-host.ts";

type OutageFault = Extract<TwsFault, { kind: "outage" }>;

/** The gateway without its broker: 1100, a time in the dark, then 1102 or 1101. */
export class Outage {
  readonly #host: SessionHost;
  #armed: OutageFault | null = null;
  #timer: NodeJS.Timeout | null = null;
  #held: (() => void)[] = [];

  constructor(host: SessionHost) {
    this.#host = host;
  }

  get isOn(): boolean {
    return this.#timer !== null;
  }

  arm(fault: OutageFault): Result<void, string> {
    if (this.isOn) return { ok: false, error: "The broker is out of reach already." };
    if (fault.when === "now") this.#begin(fault);
    else this.#armed = fault;
    return ok(undefined);
  }

  /** A package's own execution was told: an outage that waits for it begins. */
  amidCombo(): void {
    if (this.#armed === null) return;
    const fault = this.#armed;
    this.#armed = null;
    this.#begin(fault);
  }

  /** Keeps a request until the broker is back; false where it is there. */
  hold(request: () => void): boolean {
    if (!this.isOn) return false;
    this.#held.push(request);
    return true;
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#held = [];
  }

  #begin(fault: OutageFault): void {
    this.#tell(1100, "Connectivity between IBKR and Trader Workstation has been lost.");
    this.#timer = setTimeout(() => this.#end(fault), fault.seconds * 1_000);
  }

  #end({ data }: OutageFault): void {
    this.#timer = null;
    if (data === "kept")
      this.#tell(
        1102,
        "Connectivity between IBKR and Trader Workstation has been restored - data maintained.",
      );
    else {
      for (const session of this.#host.sessions) session.market.lose();
      this.#tell(1101, "Connectivity between IBKR and Trader Workstation has been restored - data lost.");
    }
    const held = this.#held;
    this.#held = [];
    for (const request of held) request();
  }

  #tell(code: number, text: string): void {
    for (const session of this.#host.sessions)
      if (session.clientId !== null) session.error({ id: -1, code, text });
  }
}
