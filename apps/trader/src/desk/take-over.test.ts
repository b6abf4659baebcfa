import { createJournal } from "@smart0dte/storage/journal";
import { join } from "node:path";
import { expect, it } from "vitest";
import { SimulatedSource } from "../source/simulated-source.ts";
import { aFolder } from "../testing/real-minutes.ts";
import { aRun, MORNING } from "../testing/simulated-morning.ts";
import { rebuildLeft } from "./take-over.ts";

it("a run of a live account is carried on with a live one alone, and the other way round", async () => {
  const folder = aFolder();
  const takeOver = (began: "paper" | "live", accountKind: "paper" | "live") => () => {
    const left = { id: "r-test", date: MORNING.session.date, journalFile: `${began}.journal` };
    const source = new SimulatedSource(MORNING);
    const taken = rebuildLeft({ left, source, folder, broker: "tws", accountKind, log: () => {} });
    return taken.rebuilt.run.pipeline.book.arming.kind;
  };
  for (const kind of ["paper", "live"] as const) {
    const journal = createJournal(join(folder, `${kind}.journal`));
    journal.append({ kind: "input", input: aRun("tws", kind).opening });
    await journal.close();
  }

  expect(takeOver("live", "paper")).toThrow(
    /was of a live account, this start names a paper one\..*--abandon/,
  );
  expect(takeOver("paper", "live")).toThrow(
    /was of a paper account, this start names a live one\..*--abandon/,
  );
  expect(takeOver("live", "live")()).toBe("disarmed");
  expect(takeOver("paper", "paper")()).toBe("notNeeded");
});
