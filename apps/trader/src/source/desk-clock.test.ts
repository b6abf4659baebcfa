import { epochMicros } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { DeskClock } from "./desk-clock.ts";

describe("the desk's clock", () => {
  const aClock = (speed: number | "max", wall = { micros: 1_000 }) => ({
    wall,
    clock: new DeskClock(epochMicros(5_000_000), speed, () => wall.micros),
  });
  const reached = epochMicros(5_000_000);

  it("runs so many desk seconds a wall second", () => {
    const { clock, wall } = aClock(60);

    wall.micros += 1_000_000;

    expect(clock.deskNow(reached)).toBe(65_000_000);
  });

  it("changes its speed from where it stands, without a jump", () => {
    const { clock, wall } = aClock(60);
    wall.micros += 1_000_000;

    clock.setSpeed(1, reached);
    wall.micros += 500_000;

    expect(clock.deskNow(reached)).toBe(65_500_000);
  });

  it("stands at what the source has reached when it runs at full speed", () => {
    const { clock, wall } = aClock("max");

    wall.micros += 9_000_000;

    expect(clock.deskNow(epochMicros(7_000_000))).toBe(7_000_000);
  });

  it("goes on from the end of a full-speed stretch", () => {
    const { clock, wall } = aClock("max");

    clock.setSpeed(2, epochMicros(9_000_000));
    wall.micros += 1_000_000;

    expect(clock.deskNow(reached)).toBe(11_000_000);
  });

  it("stops waiting when it is woken and when its speed changes", async () => {
    const { clock } = aClock(1);
    const anHourOn = epochMicros(5_000_000 + 3_600_000_000);

    const woken = clock.until(anHourOn);
    clock.wake();
    await woken;
    const faster = clock.until(anHourOn);
    clock.setSpeed("max", reached);

    await expect(faster).resolves.toBeUndefined();
  });

  it("does not wait for what is past", async () => {
    await expect(aClock(1).clock.until(epochMicros(1))).resolves.toBeUndefined();
  });
});
