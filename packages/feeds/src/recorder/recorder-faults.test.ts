import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aQuoteRecord } from "../databento/testing/builders-record.ts";
import { STOP_BYTES } from "./disk-watch.ts";
import { MACHINE, type RecordingFile } from "./recorder-ports.ts";
import { liveMetadata, OPTIONS, RecordedFolder } from "./testing/recorded-folder.ts";

let folder: RecordedFolder;
beforeEach(() => {
  folder = new RecordedFolder();
});
afterEach(() => folder.remove());

const quotes = (count: number): Buffer =>
  Buffer.concat(Array.from({ length: count }, (_, n) => aQuoteRecord({ bid: n + 1 })));
const QUICK = { flushEveryMs: 5, checkEveryMs: 10 };
const PLENTY = 100 * STOP_BYTES;

/** Real files whose writes fail while the disk says so. */
function aDisk(): {
  isFull: boolean;
  free: number;
  createFile: typeof MACHINE.createFile;
  freeBytes(): Promise<number>;
} {
  const disk = {
    isFull: false,
    free: PLENTY,
    freeBytes: () => Promise.resolve(disk.free),
    createFile: (path: string, metadata: Uint8Array): RecordingFile => {
      const file = MACHINE.createFile(path, metadata);
      let pending: Uint8Array[] = [];
      const write = (): void => {
        if (disk.isFull)
          throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
        for (const bytes of pending) file.append(bytes);
        pending = [];
      };
      return {
        append: (bytes) => void pending.push(bytes.slice()),
        flush: async () => {
          write();
          await file.flush();
        },
        close: async () => {
          try {
            write();
          } finally {
            await file.close();
          }
        },
      };
    },
  };
  return disk;
}

describe("a recorder on a full disk", () => {
  it("stops, calls again and again, keeps what was written, and never throws at the feed", async () => {
    const disk = aDisk();
    const recorder = folder.open({ ...QUICK, ports: disk });
    const tape = recorder.connection(OPTIONS);
    tape.raw(liveMetadata(OPTIONS), "metadata");
    tape.raw(quotes(30), "records");
    await vi.waitFor(() => expect(folder.index().files).toMatchObject([{ records: 30 }]));

    disk.isFull = true;
    disk.free = 0;
    tape.raw(quotes(5), "records");
    await vi.waitFor(() =>
      expect(folder.alarms.filter((code) => code === "diskFull").length).toBeGreaterThan(3),
    );
    tape.raw(quotes(7), "records");
    await recorder.close();

    expect(folder.index().files).toMatchObject([{ records: 30, lost: 12, complete: false }]);
    expect(recorder.counts.lost).toBe(12);
    expect((await folder.records(folder.files()[0] ?? "")).count).toBe(30);
  });

  it("goes on in a new file when there is room again", async () => {
    const disk = aDisk();
    const recorder = folder.open({ ...QUICK, ports: disk });
    const tape = recorder.connection(OPTIONS);
    tape.raw(liveMetadata(OPTIONS), "metadata");
    tape.raw(quotes(3), "records");
    disk.free = STOP_BYTES - 1;
    await vi.waitFor(() => expect(folder.alarms).toContain("diskFull"));
    tape.raw(quotes(4).subarray(0, 100), "records");

    disk.free = PLENTY;
    await wait(50);
    tape.raw(quotes(4).subarray(100), "records");
    await recorder.close();

    expect(folder.index().files).toMatchObject([
      { records: 3, lost: 1, complete: false },
      { records: 3, lost: 0, complete: true },
    ]);
  });

  it("warns of little room again and again, and goes on", async () => {
    const disk = aDisk();
    disk.free = 2 * STOP_BYTES;
    const recorder = folder.open({ ...QUICK, ports: disk });
    const tape = recorder.connection(OPTIONS);
    tape.raw(liveMetadata(OPTIONS), "metadata");
    tape.raw(quotes(3), "records");

    await vi.waitFor(() => expect(folder.alarms.length).toBeGreaterThan(2));
    await recorder.close();

    expect(new Set(folder.alarms)).toEqual(new Set(["diskLow"]));
    expect(folder.index().files).toMatchObject([{ records: 3, complete: true }]);
  });
});

describe("a recorder whose disk does not keep up", () => {
  it("loses what comes beyond its buffer, calls, and begins a new file once it has caught up", async () => {
    const released = Promise.withResolvers<undefined>();
    const createFile = (path: string, metadata: Uint8Array): RecordingFile => {
      const file = MACHINE.createFile(path, metadata);
      const slowly = (work: () => Promise<void>) => async (): Promise<void> => {
        await released.promise;
        await work();
      };
      return {
        append: (bytes) => file.append(bytes),
        flush: slowly(() => file.flush()),
        close: slowly(() => file.close()),
      };
    };
    const recorder = folder.open({ ...QUICK, maxWaiting: 2_000, ports: { createFile } });
    const tape = recorder.connection(OPTIONS);
    tape.raw(liveMetadata(OPTIONS), "metadata");

    for (let n = 0; n < 40; n += 1) tape.raw(quotes(1), "records");
    expect(folder.alarms).toEqual(["recorderBehind"]);
    expect(recorder.counts.waiting).toBeLessThan(2_200);
    await vi.waitFor(() => expect(folder.alarms.length).toBeGreaterThan(2));
    released.resolve(undefined);
    await vi.waitFor(() => expect(recorder.counts.waiting).toBe(0));
    await wait(30);
    tape.raw(quotes(6), "records");
    await recorder.close();

    const [first, second] = folder.index().files;
    expect(first).toMatchObject({ complete: false });
    expect((first?.records ?? 0) + (first?.lost ?? 0)).toBe(40);
    expect(second).toMatchObject({ records: 6, complete: true });
    expect((await folder.records(first?.file ?? "")).count).toBe(first?.records);
  });
});
