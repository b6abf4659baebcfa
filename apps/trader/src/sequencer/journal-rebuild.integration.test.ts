import { copyFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { continueJournal, createJournal, readJournal, type JournalEntry } from "@smart0dte/storage/journal";
import { beforeAll, describe, expect, it } from "vitest";
import { aFolder } from "../testing/real-minutes.ts";
import { aMarket, aRecording, aRun, playTo, type Recording } from "../testing/simulated-morning.ts";
import { NotReproducedError, rebuildRun } from "./journal-rebuild.ts";

/** Desk minutes until the first fills and exits of this seed are in. */
const MINUTES = 80;

describe("a run that was cut off", () => {
  let path = "";
  let whole: Recording;

  beforeAll(async () => {
    path = join(aFolder(), "morning.journal");
    const journal = createJournal(path);
    const run = aRun();
    journal.append({ kind: "input", input: run.opening });
    whole = aRecording(run, journal);
    await playTo(MINUTES, whole, aMarket());
    await journal.close();
  }, 60_000);

  it("has traded, or this test proves nothing", () => {
    const types = new Set(whole.decisions.map(({ type }) => type));

    expect([...types]).toEqual(
      expect.arrayContaining(["signal", "plan", "approved", "orderCommand", "fill", "exit"]),
    );
  });

  it("comes out with the same decisions and the same state when its journal is played again", () => {
    const { run, digest, unwritten, unheard } = rebuildRun(path, readJournal(path));

    expect(digest.hex()).toBe(whole.digest.hex());
    expect(run.pipeline.book).toEqual(whole.run.pipeline.book);
    expect(run.pipeline.execution).toEqual(whole.run.pipeline.execution);
    expect([unwritten, unheard]).toEqual([[], []]);
  });

  /** Where the file may end: before any decision, around the decisions, inside a record and between two. */
  const cuts = [
    { share: 0.2, more: 0 },
    { share: 0.5, more: 37 },
    { share: 0.8, more: 0 },
    { share: 0.9, more: 37 },
    { share: 0.95, more: 0 },
    { share: 0.99, more: 0 },
    { share: 1, more: -1 },
  ];
  it.each(cuts)(
    "goes on as if nothing had happened when cut at $share of its bytes $more",
    async ({ share, more }) => {
      const cut = join(aFolder(), "cut.journal");
      copyFileSync(path, cut);
      const size = statSync(path).size;
      truncateSync(cut, Math.min(size, Math.floor(size * share) + more));

      const { writer, entries } = continueJournal(cut);
      const rebuilt = rebuildRun(cut, entries);
      for (const { seq, decision } of rebuilt.unwritten) writer.append({ kind: "decision", seq, decision });
      const going = aRecording(rebuilt.run, writer, { digest: rebuilt.digest });
      for (const event of rebuilt.unheard) going.sequencer.put({ kind: "broker", event }, event.at);
      await playTo(MINUTES, going, aMarket());
      await writer.close();

      expect(going.digest.hex()).toBe(whole.digest.hex());
      expect(rebuildRun(cut, readJournal(cut)).digest.hex()).toBe(whole.digest.hex());
    },
  );

  const entries = (): JournalEntry[] => [...readJournal(path)];
  const refusedAs = (changed: readonly JournalEntry[]): unknown => {
    try {
      rebuildRun("changed", changed);
    } catch (error) {
      return error;
    }
    return null;
  };

  it("is not taken over when a decision in it is another one", () => {
    const all = entries();
    const at = all.findIndex((entry) => entry.kind === "decision" && entry.decision.type === "approved");
    const entry = all[at];
    if (entry?.kind !== "decision" || entry.decision.type !== "approved") throw new Error("no approval");
    all[at] = { ...entry, decision: { ...entry.decision, quantity: entry.decision.quantity + 1 } };

    expect(refusedAs(all)).toBeInstanceOf(NotReproducedError);
  });

  it("is not taken over when a decision is missing in its middle", () => {
    const all = entries();
    all.splice(
      all.findIndex(({ kind }) => kind === "decision"),
      1,
    );

    expect(refusedAs(all)).toBeInstanceOf(NotReproducedError);
  });

  it("is not taken over when the broker is made to say something else", () => {
    const all = entries();
    const at = all.findIndex(
      (entry) =>
        entry.kind === "input" &&
        entry.input.what.kind === "broker" &&
        entry.input.what.event.kind === "fill",
    );
    const entry = all[at];
    if (
      entry?.kind !== "input" ||
      entry.input.what.kind !== "broker" ||
      entry.input.what.event.kind !== "fill"
    )
      throw new Error("no fill");
    const { input } = entry;
    all[at] = {
      ...entry,
      input: { ...input, what: { kind: "broker", event: { ...entry.input.what.event, quantity: 99 } } },
    };

    expect(refusedAs(all)).toBeInstanceOf(NotReproducedError);
  });

  it("is refused where it does not begin with a session", () => {
    expect(String(refusedAs(entries().slice(1)))).toContain("does not begin with its session");
    expect(String(refusedAs([]))).toContain("holds no session");
  });
});
