import type { BrokerLine } from "@smart0dte/domain";
import type { EventRow } from "../contract/index.ts";
import { differenceEventRow, linkEventRow, noticeOfBrokerRow } from "../translate/broker-event-row.ts";

type Told = "ready" | "lost" | "resetting" | "refused";

/** What is worth a line in the events of how the way to the broker stands; attempts and small talk are not. */
export class BrokerNews {
  #state: Told | null = null;
  readonly #differences = new Set<string>();
  readonly #notices = new Set<string>();

  of(line: BrokerLine): readonly EventRow[] {
    return [...this.#link(line), ...this.#compared(line), ...this.#said(line)];
  }

  #link(line: BrokerLine): readonly EventRow[] {
    const state = TOLD_AS[line.state];
    if (state === null || state === this.#state) return [];
    const isFirst = this.#state === null;
    this.#state = state;
    // before the first connection nothing has been lost
    return isFirst && state === "lost" ? [] : [linkEventRow(line)];
  }

  /** Each once while it stands; one that comes again is told again. */
  #compared({ differences, since }: BrokerLine): readonly EventRow[] {
    const standing = new Map(differences.map((difference) => [JSON.stringify(difference), difference]));
    for (const key of this.#differences) if (!standing.has(key)) this.#differences.delete(key);
    return [...standing].flatMap(([key, difference]) => {
      if (this.#differences.has(key)) return [];
      this.#differences.add(key);
      return [differenceEventRow(difference, since)];
    });
  }

  #said({ notices, differences }: BrokerLine): readonly EventRow[] {
    const rows = notices.flatMap((notice) => {
      const key = `${notice.at}:${notice.code}:${notice.text}`;
      const isKnown = this.#notices.has(key);
      this.#notices.add(key);
      // states and differences have lines of their own
      const isElsewhere =
        Object.hasOwn(TOLD_AS, notice.code) || differences.some(({ kind }) => kind === notice.code);
      return isKnown || isElsewhere || notice.severity === "info" ? [] : [noticeOfBrokerRow(notice)];
    });
    const kept = new Set(notices.map(({ at, code, text }) => `${at}:${code}:${text}`));
    for (const key of this.#notices) if (!kept.has(key)) this.#notices.delete(key);
    return rows;
  }
}

const TOLD_AS: Readonly<Record<BrokerLine["state"], Told | null>> = {
  disconnected: "lost",
  connecting: null,
  handshaking: null,
  synchronising: null,
  ready: "ready",
  halfOpen: "lost",
  backingOff: "lost",
  nightlyReset: "resetting",
  refused: "refused",
};
