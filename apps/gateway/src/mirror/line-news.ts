import type { FeedConnection, FeedLine } from "@smart0dte/domain";
import type { EventRow } from "../contract/index.ts";
import { alarmEventRow, connectionEventRow, noteEventRow } from "../translate/event-row.ts";

/** Desk time after which an alarm that lasts is told again. */
const TOLD_AGAIN_MICROS = 60_000_000;

/** What is worth a line in the events of how the line to the market stands; attempts are not. */
export class LineNews {
  readonly #told = new Map<string, FeedConnection["state"]>();
  readonly #alarms = new Map<string, number>();
  #notes = 0;

  of({ connections, alarms, notes = [] }: FeedLine): readonly EventRow[] {
    const changed = connections.filter(({ dataset, state }) => {
      if (state === "connecting" || state === "authenticated" || this.#told.get(dataset) === state)
        return false;
      this.#told.set(dataset, state);
      return true;
    });
    // what lasts is told again, but not at every look
    const heard = alarms.filter(({ code, at }) => {
      if (at - (this.#alarms.get(code) ?? Number.NEGATIVE_INFINITY) < TOLD_AGAIN_MICROS) return false;
      this.#alarms.set(code, at);
      return true;
    });
    const found = notes.slice(this.#notes);
    this.#notes = Math.max(this.#notes, notes.length);
    return [...changed.map(connectionEventRow), ...heard.map(alarmEventRow), ...found.map(noteEventRow)];
  }
}
