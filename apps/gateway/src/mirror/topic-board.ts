import { LATEST, LISTS, type BodyOf, type LatestTopic, type ListTopic } from "../contract/index.ts";

export const isLatestTopic = (topic: string): topic is LatestTopic => Object.hasOwn(LATEST, topic);
export const isListTopic = (topic: string): topic is ListTopic => Object.hasOwn(LISTS, topic);

export type RowOf<T extends ListTopic> = BodyOf<T>["rows"][number];

/** A row as text, made once for all clients. */
export interface KeyedText {
  readonly key: string;
  readonly json: string;
}

/** Rows that a list keeps; older ones leave the screen, not the database. */
const KEPT_ROWS = 2_000;
/** Rows of a snapshot, newest last. */
const SNAPSHOT_ROWS = 500;

type Listener = (topic: string, rows: readonly KeyedText[] | null) => void;

interface LatestBody {
  readonly body: unknown;
  json: string | null;
}

interface ListBody {
  readonly rows: Map<string, unknown>;
  readonly json: Map<string, string>;
}

/** What every topic of the socket says now. Text is made once, whoever reads it. */
export class TopicBoard {
  readonly #latest = new Map<string, LatestBody>();
  readonly #lists = new Map<string, ListBody>();
  readonly #listeners: Listener[] = [];

  onChange(listener: Listener): void {
    this.#listeners.push(listener);
  }

  setLatest<T extends LatestTopic>(topic: T, body: BodyOf<T>): void {
    this.#latest.set(topic, { body, json: null });
    this.#tell(topic, null);
  }

  putRows<T extends ListTopic>(topic: T, rows: readonly RowOf<T>[]): void {
    const list = this.#listOf(topic);
    const changed: KeyedText[] = [];
    for (const row of rows) {
      const json = JSON.stringify(row);
      if (list.json.get(row.id) === json) continue;
      list.rows.set(row.id, row);
      list.json.set(row.id, json);
      changed.push({ key: row.id, json });
      if (list.rows.size > KEPT_ROWS) dropOldest(list);
    }
    if (changed.length > 0) this.#tell(topic, changed);
  }

  latestJson(topic: LatestTopic): string | null {
    const latest = this.#latest.get(topic);
    if (latest === undefined) return null;
    latest.json ??= JSON.stringify(latest.body);
    return latest.json;
  }

  snapshotJson(topic: ListTopic): string {
    const rows = [...this.#listOf(topic).json.values()].slice(-SNAPSHOT_ROWS);
    return `{"rows":[${rows.join(",")}]}`;
  }

  /** Rows in the order in which they first came. The board holds only what {@link putRows} was given for the topic. */
  rows<T extends ListTopic>(topic: T): readonly RowOf<T>[] {
    return [...this.#listOf(topic).rows.values()] as RowOf<T>[];
  }

  row<T extends ListTopic>(topic: T, id: string): RowOf<T> | null {
    return (this.#listOf(topic).rows.get(id) as RowOf<T> | undefined) ?? null;
  }

  latest<T extends LatestTopic>(topic: T): BodyOf<T> | null {
    return (this.#latest.get(topic)?.body as BodyOf<T> | undefined) ?? null;
  }

  clear(): void {
    this.#latest.clear();
    this.#lists.clear();
  }

  #listOf(topic: string): ListBody {
    const known = this.#lists.get(topic);
    if (known !== undefined) return known;
    const list = { rows: new Map<string, unknown>(), json: new Map<string, string>() };
    this.#lists.set(topic, list);
    return list;
  }

  #tell(topic: string, rows: readonly KeyedText[] | null): void {
    for (const listener of this.#listeners) listener(topic, rows);
  }
}

function dropOldest({ rows, json }: ListBody): void {
  const oldest = rows.keys().next();
  if (oldest.done === true) return;
  rows.delete(oldest.value);
  json.delete(oldest.value);
}
