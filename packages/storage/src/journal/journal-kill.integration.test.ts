import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, it } from "vitest";
import { continueJournal } from "./index.ts";
import { aJournalFolder } from "./testing/index.ts";

const CHILD = fileURLToPath(new URL("./testing/writing-child.ts", import.meta.url));
const folder = aJournalFolder();
afterAll(() => folder.remove());

it.each([1, 2, 3])(
  "a killed desk's journal holds all that was flushed, in order, and goes on (%i)",
  async () => {
    const path = folder.path();
    const child = spawn(process.execPath, [CHILD, path], { stdio: ["ignore", "pipe", "inherit"] });
    let said = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
    await once(child.stdout, "data");
    await wait(50 + Math.random() * 100);
    child.kill("SIGKILL");
    await once(child, "close");

    const { writer, entries } = continueJournal(path);
    await writer.close();

    const seqs = Array.from(entries, (entry) => (entry.kind === "input" ? entry.input.seq : NaN));
    const flushed = Number(said.trimEnd().split("\n").at(-1));
    expect(flushed).toBeGreaterThan(0);
    expect(seqs.length).toBeGreaterThanOrEqual(flushed);
    expect(seqs).toEqual(seqs.map((_, n) => n + 1));
  },
);
