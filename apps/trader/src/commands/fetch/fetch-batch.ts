import { downloadBatch, usdText } from "@smart0dte/databento/historical";
import { byteText, countText } from "./byte-text.ts";
import { poorDays } from "./day-conditions.ts";
import { confirmed, makeFolder, tellQuote, type FetchTask } from "./fetch-range.ts";
import { ProgressLines } from "./progress-lines.ts";

/** Has the server make files of the range, downloads them and says what became of it. */
export async function fetchBatch(task: FetchTask): Promise<object> {
  const { client, order, io, signal } = task;
  const { request, out: folder, maxCostUsd } = order;
  let state = "";
  const begun = new Map<string, number>();
  const lines = new ProgressLines(io.err, Date.now);
  makeFolder(folder);
  const done = await downloadBatch(client, {
    request,
    folder,
    maxCostUsd,
    signal,
    on: {
      onQuote: (quote) => tellQuote(quote, task),
      confirm: async (quote) => {
        await poorDays(client, order, { signal, say: io.err });
        return confirmed(quote, task);
      },
      onFound: ({ id }) => io.err(`Job ${id} of the same range is there already: nothing is paid again.`),
      onState: (job) => {
        const now = `Job ${job.id} is ${job.state}${job.progress === null ? "" : `, ${job.progress} %`}.`;
        if (now !== state) io.err(now);
        state = now;
      },
      onProgress: ({ filename, size }, bytes) => {
        // what lay there already was not sent now
        const before = begun.get(filename) ?? bytes;
        begun.set(filename, before);
        lines.take({ ...NOTHING, recordBytes: bytes, sentBytes: bytes - before, expectedBytes: size });
      },
    },
  });
  const { job, files, paidUsd } = done;
  if (!order.json) {
    for (const { path, bytes, records } of files) {
      io.out(`${path}: ${byteText(bytes)}${records === null ? "" : `, ${countText(records)} records`}`);
    }
    const paid = paidUsd === null ? "was made before" : `cost about ${usdText(paidUsd)}`;
    io.out(`${countText(files.length)} files in ${done.folder}; job ${job.id} ${paid}`);
  }
  return { job: job.id, folder: done.folder, files, paidUsd: paidUsd ?? 0 };
}

const NOTHING = { records: 0, recordBytes: 0, sentBytes: 0, expectedRecords: 0, expectedBytes: 0 };
