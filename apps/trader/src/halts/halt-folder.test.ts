import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { epochMicros, type HaltRequest } from "@smart0dte/domain";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HaltFolder } from "./halt-folder.ts";

const asked = (id: string, askedAtMs = 1_800_000_000_000): HaltRequest => ({
  id,
  askedAtMs,
  by: "ann (command line)",
  reason: "news",
  flatten: false,
});

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), "smart0dte-halts-"))));
afterEach(() => rmSync(root, { recursive: true }));

describe("the folder of halts", () => {
  it("holds none where it was never written to", () => {
    expect(new HaltFolder(root).requests()).toEqual([]);
  });

  it("gives back what was asked for, oldest first, to whoever opens it", () => {
    new HaltFolder(root).ask(asked("b", 1_800_000_000_002));
    new HaltFolder(root).ask(asked("a", 1_800_000_000_001));

    expect(new HaltFolder(root).requests()).toEqual([
      asked("a", 1_800_000_000_001),
      asked("b", 1_800_000_000_002),
    ]);
    expect(readdirSync(join(root, "halts")).every((name) => name.endsWith(".json"))).toBe(true);
  });

  it("keeps a request as it was first asked for", () => {
    const folder = new HaltFolder(root);
    folder.ask(asked("a"));
    folder.ask({ ...asked("a"), reason: "another" });

    expect(folder.requests()).toEqual([asked("a")]);
  });

  it("halts on a request that cannot be read, and says which", () => {
    const folder = new HaltFolder(root);
    folder.ask(asked("a"));
    writeFileSync(join(folder.path, "b.request.json"), '{"id":"b","asked');
    writeFileSync(join(folder.path, "c.request.json"), '{"id":"c"}');

    expect(folder.requests().map(({ id, reason }) => [id, reason])).toEqual([
      ["b", "b.request.json cannot be read"],
      ["c", "c.request.json cannot be read"],
      ["a", "news"],
    ]);
  });

  it("knows for each mode alone whether it has taken a request", () => {
    const folder = new HaltFolder(root);
    folder.ask(asked("a"));
    const taken = { mode: "demo", run: "demo-1", seq: 7, at: epochMicros(1_800_000_000_000_000) } as const;
    folder.take("a", taken);

    const again = new HaltFolder(root);
    expect(again.isTaken("a", "demo")).toBe(true);
    expect(again.isTaken("a", "paper")).toBe(false);
    expect(again.takenBy("a")).toEqual([taken]);
    expect(again.requests()).toHaveLength(1);
  });
});
