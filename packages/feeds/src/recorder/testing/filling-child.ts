import { setTimeout as wait } from "node:timers/promises";
import { epochMicros } from "@smart0dte/domain";
import { aSession } from "@smart0dte/domain/testing";
import { aQuoteRecord } from "../../databento/testing/builders-record.ts";
import { openRecorder } from "../recorder.ts";
import { liveMetadata, OPTIONS } from "./recorded-folder.ts";

/**
 * A process that records more than its disk takes until it has been called so many times: the disk says that there is
 * room, as one does whose quota is used up or that is filled between two looks. Now and then it says what it has been
 * told and that it goes on.
 */
const [, , folder = "", calls = "0"] = process.argv;
const PLENTY = 2 ** 40;
const RECORDS_A_TURN = 400;
/** How many more after the first call. */
const TURNS_AFTER = 60;

let alarms: string[] = [];
let called = 0;
const recorder = openRecorder({
  folder,
  session: aSession(),
  alarm: (code, text) => {
    called += 1;
    alarms.push(`${code} ${text}`);
  },
  flushEveryMs: 50,
  checkEveryMs: 100,
  ports: { freeBytes: () => Promise.resolve(PLENTY) },
});
const tape = recorder.connection(OPTIONS);
tape.raw(liveMetadata(OPTIONS), "metadata");
let given = 0;
let turnsSince = 0;
for (let turn = 0; called < Number(calls) || turnsSince < TURNS_AFTER; turn += 1) {
  if (called > 0) turnsSince += 1;
  for (let n = 0; n < RECORDS_A_TURN; n += 1) {
    given += 1;
    // what cannot be compressed fills a disk sooner
    const price = 1 + Math.random() * 100;
    tape.raw(
      aQuoteRecord({ size: given, price, bid: price, ask: price + Math.random(), at: given }),
      "records",
    );
  }
  recorder.cut(epochMicros(aSession().open + given), "market");
  if (turn % 20 === 0) say();
  await wait(2);
}
await recorder.close();
say();

function say(): void {
  process.stdout.write(`${JSON.stringify({ given, alarms, lost: recorder.counts.lost })}\n`);
  alarms = [];
}
