import { join } from "node:path";
import type { BrokerEvent, OrderCommand } from "@smart0dte/domain";
import { createJournal, readJournal, type JournalEntry } from "@smart0dte/storage/journal";
import { beforeAll, describe, expect, it } from "vitest";
import { aFolder } from "../testing/real-minutes.ts";
import { aMarket, aRecording, aRun, playTo, type Recording } from "../testing/simulated-morning.ts";
import { NotReproducedError, rebuildRun } from "./journal-rebuild.ts";

/** Desk minutes until the first plans of this seed are approved. */
const MINUTES = 60;

describe("a run whose orders go to a broker outside", () => {
  const path = join(aFolder(), "tws.journal");
  const steps: string[] = [];
  const sent: OrderCommand[] = [];
  let whole: Recording;

  beforeAll(async () => {
    const journal = createJournal(path);
    const run = aRun("tws");
    journal.append({ kind: "input", input: run.opening });
    const say = (event: BrokerEvent): void => whole.sequencer.put({ kind: "broker", event }, event.at);
    whole = aRecording(run, journal, {
      commitIntents: async (commands) => {
        await Promise.resolve();
        steps.push(...commands.map(({ orderId }) => `commit ${orderId}`));
      },
      brokerPort: {
        follow: ({ commands }) => {
          for (const command of commands) {
            const { orderId, at } = command;
            steps.push(`send ${orderId}`);
            sent.push(command);
            say({ kind: "sent", orderId, at });
            say({ kind: "rejected", orderId, at, why: "a broker of this test" });
          }
        },
      },
    });
    const market = aMarket();
    await playTo(1, whole, market);
    whole.sequencer.put({ kind: "brokerLink", link: { state: "ready", why: "a test" } }, null);
    await playTo(MINUTES, whole, market);
    await journal.close();
  }, 60_000);

  const entries = (): JournalEntry[] => [...readJournal(path)];
  const heard = (): readonly BrokerEvent[] =>
    entries().flatMap((entry) =>
      entry.kind === "input" && entry.input.what.kind === "broker" ? [entry.input.what.event] : [],
    );

  it("hands each command over once its intent lasts, never before", () => {
    expect(sent.length).toBeGreaterThan(1);
    for (const { orderId } of sent)
      expect(steps.indexOf(`commit ${orderId}`)).toBeLessThan(steps.indexOf(`send ${orderId}`));
    expect(new Set(steps).size).toBe(steps.length);
  });

  it("hears that broker alone: no paper broker fills beside it", () => {
    expect(heard().map(({ kind }) => kind)).toEqual(sent.flatMap(() => ["sent", "rejected"]));
    expect(whole.run.pipeline.execution.positions).toEqual([]);
  });

  it("opens nothing before the broker is ready, and says so", async () => {
    const journal = createJournal(join(aFolder(), "deaf.journal"));
    const deaf = aRecording(aRun("tws"), journal, { brokerPort: { follow: () => {} } });
    await playTo(MINUTES, deaf, aMarket());
    await journal.close();
    const judged = deaf.decisions.filter(({ type }) => type === "approved" || type === "refused");

    expect(judged.length).toBeGreaterThan(0);
    expect(judged.map((decision) => (decision.type === "refused" ? decision.code : decision.type))).toEqual(
      judged.map(() => "BROKER_NOT_READY"),
    );
  });

  it("comes out of its journal with the same decisions; what the broker said is taken as it was recorded", () => {
    const { run, digest, unwritten, unheard } = rebuildRun(path, readJournal(path));

    expect(digest.hex()).toBe(whole.digest.hex());
    expect(run.pipeline.execution).toEqual(whole.run.pipeline.execution);
    expect(run.pipeline.book).toEqual(whole.run.pipeline.book);
    expect([unwritten, unheard]).toEqual([[], []]);
  });

  it("is not taken over when a decision in it is another one", () => {
    const changed = entries().map((entry) =>
      entry.kind === "decision" && entry.decision.type === "approved"
        ? { ...entry, decision: { ...entry.decision, quantity: entry.decision.quantity + 1 } }
        : entry,
    );

    expect(() => rebuildRun("changed", changed)).toThrow(NotReproducedError);
  });
});
