import type { Schema } from "../codec/wire-ids.ts";
import { RTYPES } from "../codec/wire-ids.ts";
import { SeenRecords } from "./seen-records.ts";
import {
  checkedSubscription,
  replayedType,
  subscriptionLines,
  type Subscription,
} from "./subscription-lines.ts";

interface Entry {
  readonly id: number;
  readonly subscription: Subscription;
  /** Nanoseconds since 1970 from which its records were due; null: not known yet. */
  since: bigint | null;
  /** It was part of a session that streamed, so that asking again is a repetition. */
  streamed: boolean;
}

/** All subscriptions of a client, and how each is asked for again after its connection was lost. */
export class SubscriptionBook {
  readonly #entries: Entry[] = [];
  readonly #seen = new SeenRecords();
  /** One object for all sessions: what is asked for while one runs is tracked in it too. */
  readonly #tracked = new Set<number>();
  /** What the gateway still replays: it may have refused times that are too old, or any. */
  #replays: "all" | "everythingThereIs" | "none" = "all";

  /** @throws LiveError; the lines are for a session that runs. */
  add(subscription: Subscription, newest: bigint | null): { readonly id: number; readonly lines: string } {
    const checked = checkedSubscription(subscription);
    const id = this.#entries.length + 1;
    this.#entries.push({ id, subscription: checked, since: newest, streamed: newest !== null });
    this.#track(checked.schema);
    return { id, lines: subscriptionLines(checked, id, null) };
  }

  /** For the next connection: the lines of each subscription, and of which records they may bring repetitions. */
  asked(): {
    readonly requests: readonly string[];
    readonly tracked: ReadonlySet<number>;
    readonly seen: SeenRecords;
  } {
    const tracked = this.#tracked;
    const replayed = new Set<number>();
    const requests = this.#entries.map((entry) => {
      const start = this.#start(entry);
      const rtype = replayedType(entry.subscription.schema);
      if (start !== null && entry.streamed && rtype !== null) replayed.add(rtype);
      return subscriptionLines(entry.subscription, entry.id, start);
    });
    this.#seen.begin(replayed);
    return { requests, tracked, seen: this.#seen };
  }

  /** A session began to stream; `start` is its own time in nanoseconds since 1970. */
  streamed(start: bigint): void {
    for (const entry of this.#entries) {
      entry.streamed = true;
      entry.since ??= start > 0n ? start : null;
    }
  }

  /** The gateway has replayed this schema. */
  replayed(schema: Schema): void {
    const rtype = replayedType(schema);
    if (rtype !== null) this.#seen.endReplay(rtype);
  }

  /** The gateway refused to replay: ask for less, at last for nothing. */
  replayLess(): void {
    this.#replays = this.#replays === "all" ? "everythingThereIs" : "none";
    const whole = this.#wholeTypes();
    this.#seen.forget([...this.#tracked].filter((rtype) => !whole.has(rtype)));
    for (const entry of this.#entries) entry.since = null;
  }

  replayAll(): void {
    this.#replays = "all";
  }

  /** Where an entry's replay begins, in nanoseconds since 1970; null: only what comes from now on. */
  #start({ subscription, since, streamed }: Entry): bigint | null {
    const { schema, start } = subscription;
    const rtype = replayedType(schema);
    if (streamed && (rtype === null || !this.#tracked.has(rtype))) return null;
    if (this.#replays === "none") return null;
    if (this.#replays === "everythingThereIs") return start === 0n ? start : null;
    if (!streamed || rtype === null) return start ?? null;
    if (schema === "definition" && start === 0n) return start;
    return this.#seen.lowest(rtype) ?? start ?? since;
  }

  /** Types that some subscription asked for from the beginning, which is never too old. */
  #wholeTypes(): ReadonlySet<number> {
    const whole = this.#entries.filter(({ subscription }) => subscription.start === 0n);
    return new Set(
      whole.map(({ subscription }) => replayedType(subscription.schema)).filter((type) => type !== null),
    );
  }

  #track(schema: Schema): void {
    const rtype = replayedType(schema);
    if (rtype !== null) this.#tracked.add(rtype);
    // quotes and trades of one type cannot be told apart: the next update restores the quotes
    if (this.#entries.some(({ subscription }) => subscription.schema === "mbp-1"))
      this.#tracked.delete(RTYPES.mbp1);
  }
}
