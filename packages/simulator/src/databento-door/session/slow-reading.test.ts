import { describe, expect, test } from "vitest";
import { PATIENT_BYTES, SlowReading } from "./slow-reading.ts";

describe("a reader", () => {
  test("is waited for, and slow once that was in vain", () => {
    const reading = new SlowReading({ patienceMs: 1_000 });

    expect(reading.mayGoOn(PATIENT_BYTES + 1, 0)).toBe(false);
    expect(reading.mayGoOn(PATIENT_BYTES + 1, 999)).toBe(false);
    expect(reading.look(PATIENT_BYTES + 1, false)).toBe("fine");
    expect(reading.mayGoOn(PATIENT_BYTES + 1, 1_000)).toBe(true);
    expect(reading.look(PATIENT_BYTES + 1, false)).toBe("slow");
  });

  test("who takes what came in time is waited for anew the next time", () => {
    const reading = new SlowReading({ patienceMs: 1_000 });
    reading.mayGoOn(PATIENT_BYTES + 1, 0);
    reading.mayGoOn(PATIENT_BYTES, 500);

    expect(reading.mayGoOn(PATIENT_BYTES + 1, 1_200)).toBe(false);
  });

  test("is slow until little is on the way, not merely less", () => {
    const reading = new SlowReading({ patienceMs: 0 });
    reading.mayGoOn(PATIENT_BYTES + 1, 0);

    expect(reading.look(PATIENT_BYTES, false)).toBe("slow");
    expect(reading.look(1_000, false)).toBe("fine");
    expect(reading.look(PATIENT_BYTES, false)).toBe("fine");
  });

  test("behind a stalled connection is slow when too much is kept for it", () => {
    const reading = new SlowReading({});

    expect(reading.look(8_000_000, true)).toBe("fine");
    expect(reading.look(9_000_000, true)).toBe("slow");
  });

  test("is given up when the backlog is beyond hope", () => {
    expect(new SlowReading({ hopelessBytes: 10 }).look(11, false)).toBe("hopeless");
  });
});
