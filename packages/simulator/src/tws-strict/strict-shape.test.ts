import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodeClientFrame,
  decodeServerFrame,
  FIRST_VERSION,
  LAST_VERSION,
  type StrictFrame,
} from "./decode-frame.ts";
import { StrictFault } from "./strict-fault.ts";
import { clientFrames, packageFrames } from "./testing/client-frames.ts";
import { COMBO, completedOrderFrame, openOrderFrame, PREVIEW } from "./testing/order-frames.ts";
import { serverFrames } from "./testing/server-frames.ts";

interface Sample {
  readonly fields: readonly string[];
  readonly version: number;
  readonly decode: (fields: readonly string[], version: number) => StrictFrame<string>;
}

const anyVersion = fc.integer({ min: FIRST_VERSION, max: LAST_VERSION });

const anySample: fc.Arbitrary<Sample> = fc.oneof(
  anyVersion.chain((version) =>
    fc
      .constantFrom(
        ...Object.values(serverFrames(version)),
        ...[COMBO, PREVIEW].map((shape) => openOrderFrame(version, shape)),
        completedOrderFrame(version, COMBO),
      )
      .map((fields) => ({ fields, version, decode: decodeServerFrame })),
  ),
  anyVersion.chain((version) =>
    fc
      .constantFrom(...Object.values(clientFrames(version)), ...Object.values(packageFrames(version)))
      .map((fields) => ({ fields, version, decode: decodeClientFrame })),
  ),
);

describe("a frame that is one field off", () => {
  it("is refused with one field too many at the end, whatever it says", () => {
    fc.assert(
      fc.property(anySample, fc.constantFrom("", "0", "1", "x"), (sample, extra) => {
        expect(() => sample.decode([...sample.fields, extra], sample.version)).toThrow(StrictFault);
      }),
      { numRuns: 500 },
    );
  });

  it("is refused with one field too many anywhere, whatever it says", () => {
    everyPosition((sample, position) => {
      for (const extra of ["", "0", "1", "x"]) {
        const fields = sample.fields.toSpliced(position, 0, extra);
        expect(() => sample.decode(fields, sample.version), where(sample, position)).toThrow(StrictFault);
      }
    });
  });

  it("is refused with one field too few, whichever is missing", () => {
    everyPosition((sample, position) => {
      const fields = sample.fields.toSpliced(position, 1);
      expect(() => sample.decode(fields, sample.version), where(sample, position)).toThrow(StrictFault);
    });
  });

  it("is refused with a value no kind allows, at each position, by that position", () => {
    everyPosition((sample, position) => {
      const fields = sample.fields.with(position, "é");
      expect(() => sample.decode(fields, sample.version), where(sample, position)).toThrow(
        expect.objectContaining({ position }),
      );
    });
  });

  it("is refused with another number where a message's version stands", () => {
    everyPosition((sample, position) => {
      const { named } = sample.decode(sample.fields, sample.version);
      if (named[position - 1]?.field !== "version") return;
      const fields = sample.fields.with(position, String(Number(sample.fields[position]) + 5));
      expect(() => sample.decode(fields, sample.version), where(sample, position)).toThrow(
        expect.objectContaining({ position }),
      );
    });
  });

  it("is refused with a text in place of any number, flag, time or choice", () => {
    everyPosition((sample, position) => {
      const { named } = sample.decode(sample.fields, sample.version);
      if (/text|orderType/i.test(`${String(named[position - 1]?.kind)}`)) return;
      const fields = sample.fields.with(position, "x");
      expect(() => sample.decode(fields, sample.version), where(sample, position)).toThrow(
        expect.objectContaining({ position }),
      );
    });
  });
});

function everyPosition(check: (sample: Sample, position: number) => void): void {
  fc.assert(
    fc.property(
      anySample.chain((sample) =>
        fc.record({
          sample: fc.constant(sample),
          // position 0 is the id, which decides the layout
          position: fc.integer({ min: 1, max: Math.max(1, sample.fields.length - 1) }),
        }),
      ),
      ({ sample, position }) => {
        if (position < sample.fields.length) check(sample, position);
      },
    ),
    { numRuns: 2_000 },
  );
}

function where(sample: Sample, position: number): string {
  return `${String(sample.fields[0])} at ${String(sample.version)}, position ${String(position)}`;
}
