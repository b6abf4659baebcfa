import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { epochMicros, feesOf, feeTableOn, formatCompactOsi, type OrderId } from "@smart0dte/domain";
import {
  machineSurroundings,
  openIbApiCodec,
  openIbkrBroker,
  openOrderNumberFile,
  SESSION_SETTINGS,
  TWS_PACING,
  type AcceptedHolding,
  type IbkrBroker,
  type OpenTwsCodec,
} from "@smart0dte/execution/ibkr";
import type { BrokerPort, TwsTarget } from "../../src/broker/broker-port.ts";
import type { RunBroker, RunBrokerParts } from "../../src/broker/run-broker.ts";
import { withRunNames } from "../../src/broker/run-names-codec.ts";
import { lineOf, linkOf } from "../../src/broker/view-reading.ts";
import { runPlanted } from "./planted-main.ts";

const NOT_LOOKED_AT: ReadonlySet<string> = new Set(["openOrder", "completedOrder", "execution"]);

/** A way to the broker that compares nothing: whatever the broker holds is what the desk says that it holds. */
class BlindWay implements BrokerPort {
  readonly #parts: RunBrokerParts;
  /** Orders of this life: of earlier ones it asks nothing. */
  readonly #own = new Set<OrderId>();
  readonly #held = new Map<string, AcceptedHolding>();
  #broker: IbkrBroker | null = null;
  #target: TwsTarget | null = null;
  #said = "";

  constructor(parts: RunBrokerParts) {
    this.#parts = parts;
  }

  open(target: TwsTarget): void {
    const { folder, run, put, now } = this.#parts;
    const room = join(folder, "broker");
    mkdirSync(room, { recursive: true });
    const fees = feeTableOn(run.pipeline.start.session.date);
    this.#target = target;
    this.#broker = openIbkrBroker({
      address: target,
      account: target.account,
      accountKind: "paper",
      simulatorPort: target.port,
      session: SESSION_SETTINGS,
      pacing: TWS_PACING,
      join: { feesMs: 2_000, orphanMs: 8_000, feesWithout: (legs) => feesOf(legs, fees) },
      resetWindows: [],
      snapshotMs: 5_000,
      orderNumbers: openOrderNumberFile(join(room, "order-number")),
      desk: () => {
        const { orders, executions } = run.pipeline.execution;
        const own = orders.filter(({ id }) => this.#own.has(id));
        return { orders: own, positions: [], executions, accepted: [...this.#held.values()] };
      },
      isArmed: () => false,
      hear: (event) => {
        put({ kind: "broker", event }, event.at);
      },
      notice: () => this.#sayLink(),
      openCodec: withRunNames(this.#blindCodec, run.pipeline.start.run),
      surroundings: machineSurroundings(now),
    });
    this.#broker.start();
  }

  follow({ commands }: Parameters<BrokerPort["follow"]>[0]): void {
    for (const command of commands) {
      this.#own.add(command.orderId);
      this.#broker?.send(command);
    }
  }

  settled(): void {}

  line(): ReturnType<BrokerPort["line"]> {
    const at = epochMicros(0);
    return this.#broker === null || this.#target === null
      ? null
      : lineOf(this.#broker.view(), {
          target: this.#target,
          moments: { since: at, until: null, heardAt: null },
          profit: null,
          quotes: { pairs: [], beyondBudget: 0 },
          margins: [],
          notices: [],
        });
  }

  close(): void {
    this.#broker?.stop();
  }

  /** What is told until the first comparison is over is not looked at. */
  readonly #blindCodec: OpenTwsCodec = (address, hear) => {
    let isCompared = false;
    return openIbApiCodec(address, (heard) => {
      if (heard.hear === "accountValuesEnd") isCompared = true;
      if (heard.hear === "position" && heard.row.contract.kind === "option") {
        const contract = formatCompactOsi(heard.row.contract.option);
        this.#held.set(contract, { contract, quantity: heard.row.quantity });
      }
      if (isCompared || !NOT_LOOKED_AT.has(heard.hear)) hear(heard);
    });
  };

  #sayLink(): void {
    if (this.#broker === null) return;
    const link = linkOf(this.#broker.view());
    if (link.state === this.#said) return;
    this.#said = link.state;
    this.#parts.put({ kind: "brokerLink", link }, this.#parts.now());
  }
}

function blindBroker(parts: RunBrokerParts): RunBroker {
  const port = new BlindWay(parts);
  const { choice } = parts;
  return {
    port,
    booksFile: "",
    open: () => {
      if (choice.kind === "tws") port.open(choice);
    },
    close: () => port.close(),
  };
}

await runPlanted({ openBroker: blindBroker });
