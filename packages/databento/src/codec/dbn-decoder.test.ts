import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DbnDecoder, type DecoderOptions } from "./dbn-decoder.ts";
import { type DbnError } from "./dbn-error.ts";
import { encodeMetadata } from "./metadata-encoder.ts";
import { emptyQuote, RecordWriter } from "./record-writer.ts";
import { RTYPES } from "./wire-ids.ts";

describe("DbnDecoder", () => {
  it("finds the same records wherever the stream is cut and wherever in memory the pieces are", () => {
    const stream = aStream({ quotes: 9, trades: 5 });
    const whole = walk(new DbnDecoder(), [stream]);

    fc.assert(
      fc.property(fc.array(fc.nat(stream.length)), fc.nat(7), (cuts, shift) => {
        expect(walk(new DbnDecoder(), pieces(stream, cuts, shift))).toEqual(whole);
      }),
    );
    expect(whole).toHaveLength(14);
  });

  it("walks over a chunk larger than its own memory that is not aligned", () => {
    const body = aBody({ quotes: 9000, trades: 1 });
    const shifted = new Uint8Array(body.length + 1).subarray(1);
    shifted.set(body);

    expect(walk(fragment(), [shifted])).toEqual(walk(fragment(), [body]));
  });

  it("goes on behind records that were not walked over", () => {
    const body = aBody({ quotes: 4, trades: 0 });
    const decoder = fragment();
    decoder.push(body.subarray(0, 170)).next();

    const cursor = decoder.push(body.subarray(170));

    expect(cursor.next()).toBe(true);
    expect(cursor.streamOffset).toBe(160);
  });

  it("lets the chunk's memory be used again once next() has returned false", () => {
    const body = aBody({ quotes: 3, trades: 0 });
    const decoder = fragment();
    const memory = body.slice(0, 100);
    const offsets: number[] = [];

    for (const part of [body.subarray(0, 100), body.subarray(100, 200), body.subarray(200)]) {
      memory.set(part);
      const cursor = decoder.push(memory.subarray(0, part.length));
      while (cursor.next()) offsets.push(cursor.instrumentId);
      memory.fill(0xff);
    }

    expect(offsets).toEqual([0, 1, 2]);
    expect(decoder.end()).toBeNull();
  });

  it.each([
    [0, { offset: 0, bytes: 0, inside: "prelude" }],
    [5, { offset: 0, bytes: 5, inside: "prelude" }],
    [8, { offset: 8, bytes: 0, inside: "metadata" }],
    [100, { offset: 8, bytes: 92, inside: "metadata" }],
    [128, null],
    [129, { offset: 128, bytes: 1, inside: "record" }],
    [207, { offset: 128, bytes: 79, inside: "record" }],
    [208, null],
    [209, { offset: 208, bytes: 1, inside: "record" }],
  ])("says where a stream that was cut after %i bytes stops", (size, truncation) => {
    const decoder = new DbnDecoder();

    walk(decoder, [aStream({ quotes: 2, trades: 0 }).subarray(0, size)]);

    expect(decoder.end()).toEqual(truncation);
  });

  it.each([
    ["other bytes", [0x50, 0x4b], "notDbn", 0],
    ["version 0", [0x44, 0x42, 0x4e, 0, 100, 0, 0, 0], "badVersion", 3],
    ["version 4", [0x44, 0x42, 0x4e, 4, 100, 0, 0, 0], "badVersion", 3],
    ["metadata that are too short", [0x44, 0x42, 0x4e, 3, 99, 0, 0, 0], "badMetadata", 4],
    ["metadata that are too long", [0x44, 0x42, 0x4e, 3, 1, 0, 0, 4], "tooLarge", 4],
  ])("refuses %s", (_, bytes, code, offset) => {
    expectRefusal(() => new DbnDecoder().push(Uint8Array.from(bytes)), code, offset);
  });

  it("refuses a length below the header's at its offset, at every later call again", () => {
    const body = aBody({ quotes: 2, trades: 0 });
    body[80] = 3;
    const decoder = fragment();
    const cursor = decoder.push(body);

    expect(cursor.next()).toBe(true);
    expectRefusal(() => cursor.next(), "badRecord", 80);
    expectRefusal(() => cursor.next(), "badRecord", 80);
    expectRefusal(() => decoder.push(body), "badRecord", 80);
  });

  it("refuses a record of length 0 that is the chunk's last byte", () => {
    const decoder = fragment();
    const cursor = decoder.push(new Uint8Array(1));

    expectRefusal(() => cursor.next(), "badRecord", 0);
  });

  it("refuses a record that is shorter than its struct", () => {
    const body = aBody({ quotes: 1, trades: 0 });
    body[0] = 19;

    expectRefusal(() => walk(fragment(), [body]), "badRecord", 0);
  });

  it("refuses a record whose send time would be a part of its struct", () => {
    const decoder = new DbnDecoder({ fragment: { version: 3, tsOut: true } });

    expectRefusal(() => walk(decoder, [aBody({ quotes: 1, trades: 0 })]), "badRecord", 0);
  });

  it("takes a record that is longer than its struct", () => {
    const body = new Uint8Array(100);
    body.set(aBody({ quotes: 1, trades: 0 }));
    body[0] = 25;

    expect(walk(fragment(), [body])).toMatchObject([{ kind: "cmbp1", length: 25 }]);
  });

  it("passes over unknown records by their length and tells them as unknown", () => {
    const unknown = Uint8Array.from({ length: 16 }, (_, at) => (at === 0 ? 4 : 0xee));
    const records = walk(fragment(), [unknown, aBody({ quotes: 1, trades: 0 })]);

    expect(records).toMatchObject([{ kind: "unknown", rtype: 0xee }, { kind: "cmbp1" }]);
  });

  it("keeps unknown values of fields", () => {
    const body = aBody({ quotes: 1, trades: 0 });
    body[28] = 0xff;

    expect(walk(fragment(), [body])).toMatchObject([{ action: "\u00ff" }]);
  });

  it("finds the send time of a fragment by the records' length", () => {
    const writer = new RecordWriter({ tsOut: true });
    writer.trade({ ...emptyQuote(), tsOutMicros: 7 });

    const unknown: DecoderOptions = { fragment: { version: null, tsOut: null } };

    expect(walk(new DbnDecoder(unknown), [writer.take()])).toMatchObject([{ kind: "trade", tsOut: 7000n }]);
  });
});

function fragment(): DbnDecoder {
  return new DbnDecoder({ fragment: { version: 3, tsOut: false } });
}

function walk(decoder: DbnDecoder, chunks: readonly Uint8Array[]) {
  return chunks.flatMap((chunk) => {
    const cursor = decoder.push(chunk);
    const records = [];
    while (cursor.next()) records.push(cursor.record());
    return records;
  });
}

function pieces(stream: Uint8Array, cuts: readonly number[], shift: number): Uint8Array[] {
  const bounds = [0, ...cuts.toSorted((a, b) => a - b), stream.length];
  return bounds.slice(1).map((to, i) => {
    const part = stream.subarray(bounds[i], to);
    const moved = new Uint8Array(part.length + shift).subarray(shift);
    moved.set(part);
    return moved;
  });
}

function aStream(counts: { quotes: number; trades: number }): Uint8Array {
  return Buffer.concat([encodeMetadata({ dataset: "OPRA.PILLAR" }), aBody(counts)]);
}

function aBody({ quotes, trades }: { quotes: number; trades: number }): Uint8Array {
  const writer = new RecordWriter();
  for (let i = 0; i < quotes; i += 1) writer.quote(RTYPES.cmbp1, { ...emptyQuote(), instrumentId: i });
  for (let i = 0; i < trades; i += 1) writer.trade({ ...emptyQuote(), instrumentId: i, priceE9: i });
  return writer.take();
}

function expectRefusal(act: () => unknown, code: string, offset: number): void {
  expect(act).toThrow(expect.objectContaining({ name: "DbnError", code, offset }) as DbnError);
}
