import { setTimeout as wait } from "node:timers/promises";
import { epochMicros } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import { aQuoteRecord } from "../../databento/testing/builders-record.ts";
import { openRecorder } from "../recorder.ts";
import { liveMetadata, OPTIONS } from "./recorded-folder.ts";

/** A process that records without end and says how many records it has been given by when: something to kill. */
const [, , folder = ""] = process.argv;
const recorder = openRecorder({
  folder,
  session: aSession(),
  alarm: (code) => process.stdout.write(`${code}\n`),
});
const tape = recorder.connection(OPTIONS);
tape.raw(liveMetadata(OPTIONS), "metadata");
for (let given = 0; ;) {
  for (let n = 0; n < 50; n += 1) {
    given += 1;
    tape.raw(aQuoteRecord({ size: given, price: 1, at: given }), "records");
  }
  recorder.cut(epochMicros(aSession().open + given), "market");
  process.stdout.write(`${given} ${Date.now()}\n`);
  await wait(2);
}
