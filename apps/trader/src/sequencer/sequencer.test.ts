import { join } from "node:path";
import type { OrderCommand } from "@smart0dte/domain";
import { aCommand, minute } from "@smart0dte/domain/testing";
import {
  createJournal,
  readJournal,
  type JournalEntry,
  type JournalWriter,
} from "@smart0dte/storage/journal";
import { describe, expect, it } from "vitest";
import { aFolder } from "../testing/real-minutes.ts";
import { aMarket, aRecording, aRun, playTo } from "../testing/simulated-morning.ts";

const HALT = () => aCommand({ kind: "halt", flatten: false, reason: "news" });

/** A journal in memory that says when it is made to last. */
class Notebook implements JournalWriter {
  readonly entries: JournalEntry[] = [];
  lasting = 0;
  broken: Error | null = null;
  #release: (() => void) | null = null;
  isSlow = false;

  get bytes(): number {
    return this.entries.length;
  }

  append(entry: JournalEntry): void {
    this.entries.push(entry);
  }

  spill(): void {}

  async flush(): Promise<void> {
    if (this.broken !== null) throw this.broken;
    const reached = this.entries.length;
    if (this.isSlow) await new Promise<void>((resolve) => (this.#release = resolve));
    this.lasting = reached;
  }

  finishFlush(): void {
    this.#release?.();
    this.#release = null;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

describe("the sequencer", () => {
  it("never lets desk time go back: what has no time of its own happens now", () => {
    const journal = new Notebook();
    const { sequencer } = aRecording(aRun(), journal);

    sequencer.put({ kind: "timer" }, minute(2));
    sequencer.put({ kind: "timer" }, minute(1));
    sequencer.put({ kind: "timer" }, null);

    const inputs = journal.entries.flatMap((entry) => (entry.kind === "input" ? [entry.input] : []));
    expect(inputs.map(({ seq, at }) => [seq, at])).toEqual([
      [2, minute(2)],
      [3, minute(2)],
      [4, minute(2)],
    ]);
  });

  it("tells a decision only after the journal has it on the disk", async () => {
    const journal = new Notebook();
    journal.isSlow = true;
    const { sequencer, decisions } = aRecording(aRun(), journal, { lasting: "disk" });

    sequencer.put({ kind: "command", command: HALT() }, minute(1));
    await Promise.resolve();
    expect(decisions).toEqual([]);
    journal.finishFlush();
    await sequencer.settled();

    expect(decisions.map(({ type }) => type)).toEqual(["halted", "commandDone"]);
    expect(journal.lasting).toBe(3);
  });

  it("sends no order before its intent is committed, and takes no other input meanwhile", async () => {
    const journal = new Notebook();
    const sent: string[] = [];
    let inputsAtCommit = 0;
    const commitIntents = async (commands: readonly OrderCommand[]): Promise<void> => {
      inputsAtCommit = journal.entries.length;
      await new Promise((resolve) => setTimeout(resolve, 1));
      expect(journal.entries).toHaveLength(inputsAtCommit);
      sent.push(...commands.map(({ orderId }) => orderId));
    };
    const recording = aRecording(aRun(), journal, { commitIntents });

    await playTo(60, recording, aMarket());

    const heard = journal.entries.flatMap((entry) =>
      entry.kind === "input" && entry.input.what.kind === "broker" ? [entry.input.what.event.orderId] : [],
    );
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.every((id) => sent.includes(id))).toBe(true);
  });

  it("stops for good when an intent cannot be committed, and sends nothing", async () => {
    const failures: unknown[] = [];
    const lost = new Error("the database is gone");
    const journal = new Notebook();
    const recording = aRecording(aRun(), journal, {
      commitIntents: () => Promise.reject(lost),
      onFailure: (error) => failures.push(error),
    });

    await expect(playTo(60, recording, aMarket())).rejects.toBe(lost);

    expect(failures).toEqual([lost]);
    expect(() => recording.sequencer.put({ kind: "timer" }, null)).toThrow(lost);
    expect(
      journal.entries.some((entry) => entry.kind === "input" && entry.input.what.kind === "broker"),
    ).toBe(false);
  });

  it("tells nothing and stops when the disk refuses the journal", async () => {
    const journal = new Notebook();
    journal.broken = new Error("no space left");
    const failures: unknown[] = [];
    const { sequencer, decisions } = aRecording(aRun(), journal, {
      lasting: "disk",
      onFailure: (error) => failures.push(error),
    });

    sequencer.put({ kind: "command", command: HALT() }, minute(1));

    await expect(sequencer.settled()).rejects.toThrow("no space left");
    expect([decisions, failures]).toEqual([[], [journal.broken]]);
  });

  it("keeps a request to the source in its place among the inputs", async () => {
    const path = join(aFolder(), "aside.journal");
    const journal = createJournal(path);
    const { sequencer } = aRecording(aRun(), journal);

    sequencer.put({ kind: "timer" }, minute(1));
    sequencer.aside({ control: "x" });
    sequencer.put({ kind: "timer" }, minute(2));
    await journal.close();

    expect([...readJournal(path)].map(({ kind }) => kind)).toEqual(["input", "aside", "input"]);
  });
});
