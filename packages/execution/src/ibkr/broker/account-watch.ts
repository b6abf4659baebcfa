import type { EpochMicros, UsdE4 } from "@smart0dte/domain";
import type { AccountRow, TwsHeard } from "../words/tws-heard.ts";
import type { Outbox } from "./outbox.ts";

/** What the account has made today, as the broker counts it; null where it has no figure. */
export interface ProfitTold {
  readonly at: EpochMicros;
  readonly daily: UsdE4 | null;
  readonly unrealised: UsdE4 | null;
  readonly realised: UsdE4 | null;
}

export interface AccountTold {
  readonly at: EpochMicros;
  readonly rows: readonly AccountRow[];
}

export interface AccountWatchParts {
  readonly account: string;
  readonly outbox: Pick<Outbox, "ask">;
  nextRequestId(): number;
  now(): EpochMicros;
}

interface Subscriptions {
  readonly values: number;
  readonly profit: number;
}

/** The account between two comparisons: its values when they change, and its profit about once a second. */
export class AccountWatch {
  readonly #parts: AccountWatchParts;
  #asked: Subscriptions | null = null;
  #values = new Map<string, AccountRow>();
  #told: AccountTold | null = null;
  profit: ProfitTold | null = null;

  constructor(parts: AccountWatchParts) {
    this.#parts = parts;
  }

  /** The newest word on each value, with when the newest of all came; null before the first. */
  get told(): AccountTold | null {
    return this.#told;
  }

  /** Subscribes once for a connection. */
  ready(): void {
    if (this.#asked !== null) return;
    const { account, outbox, nextRequestId } = this.#parts;
    this.#asked = { values: nextRequestId(), profit: nextRequestId() };
    outbox.ask({ say: "accountValues", requestId: this.#asked.values, account }, "query");
    outbox.ask({ say: "profit", requestId: this.#asked.profit, account }, "query");
  }

  /** A whole snapshot: what it does not name is no more. */
  compared(rows: readonly AccountRow[]): void {
    this.#values = new Map(rows.map((row) => [keyOf(row), row]));
    this.#tell();
  }

  hear(heard: TwsHeard): void {
    if (heard.hear === "accountValue" && heard.requestId === this.#asked?.values) {
      this.#values.set(keyOf(heard.row), heard.row);
      this.#tell();
    }
    if (heard.hear === "profit" && heard.requestId === this.#asked?.profit) {
      const { daily, unrealised, realised } = heard;
      this.profit = { at: this.#parts.now(), daily, unrealised, realised };
    }
  }

  /** What the broker kept for the connection is gone with it; what it said last stays, with its time. */
  dropped(): void {
    this.#asked = null;
  }

  /** 1101: the broker has forgotten what was subscribed. */
  lost(): void {
    if (this.#asked === null) return;
    const { values, profit } = this.#asked;
    this.#parts.outbox.ask({ say: "cancelAccountValues", requestId: values }, "query");
    this.#parts.outbox.ask({ say: "cancelProfit", requestId: profit }, "query");
    this.#asked = null;
  }

  #tell(): void {
    this.#told = { at: this.#parts.now(), rows: [...this.#values.values()] };
  }
}

const keyOf = ({ key, currency }: AccountRow): string => `${key} ${currency}`;
