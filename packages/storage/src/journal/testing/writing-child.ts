import { minute } from "@smart0dte/domain/testing";
import { createJournal } from "../create-journal.ts";

/** A process that journals without end and says what is on disk: something to kill. */
const [, , path = ""] = process.argv;
const writer = createJournal(path);
for (let seq = 1; ; seq += 1) {
  writer.append({ kind: "input", input: { seq, at: minute(seq / 1000), what: { kind: "timer" } } });
  if (seq % 10 !== 0) continue;
  await writer.flush();
  process.stdout.write(`${seq}\n`);
}
