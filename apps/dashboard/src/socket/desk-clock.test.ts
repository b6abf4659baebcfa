import { describe, expect, it } from "vitest";
import { DeskClock, DELAYED_MS, DISCONNECTED_MS, EXTRAPOLATION_MS, lineWord } from "./desk-clock.ts";

function clockAt(speed: number | null) {
  const time = { monotonic: 1_000, wall: 5_000 };
  const clock = new DeskClock({ monotonic: () => time.monotonic, wall: () => time.wall });
  clock.heard({ deskNow: 60_000_000, wallNow: 5_000, speed });
  const after = (ms: number) => {
    time.monotonic += ms;
    clock.tick();
    return clock.view();
  };
  return { clock, time, after };
}

describe("the desk's time on the screen", () => {
  it("knows no time before the first beat", () => {
    const clock = new DeskClock({ monotonic: () => 0, wall: () => 0 });

    clock.tick();

    expect(clock.view()).toEqual({ now: null, grain: 0, silenceMs: null, beatAt: null, wallSkewMs: null });
  });

  it.each([
    { speed: 1, ms: 400, now: 60_400_000 },
    { speed: 60, ms: 400, now: 84_000_000 },
    { speed: 0.5, ms: 400, now: 60_200_000 },
  ])("runs on at $speed x between beats, so that ages are ages of the desk", ({ speed, ms, now }) => {
    const { after } = clockAt(speed);

    expect(after(ms).now).toBe(now);
  });

  it("stands between beats at full speed, where no pace is known", () => {
    const { after } = clockAt(null);

    expect(after(900).now).toBe(60_000_000);
  });

  it("stops two seconds after the last beat and goes on counting the silence", () => {
    const { after } = clockAt(1);

    const view = after(EXTRAPOLATION_MS + 5_000);

    expect(view).toMatchObject({ now: 62_000_000, silenceMs: 7_000, beatAt: 60_000_000 });
  });

  it("takes a beat as the new truth, also backwards", () => {
    const { clock, after } = clockAt(1);
    after(1_500);

    clock.heard({ deskNow: 61_000_000, wallNow: 6_500, speed: 1 });

    expect(after(0)).toMatchObject({ now: 61_000_000, silenceMs: 0 });
  });

  it("moves only with its tick, so that one render shows one instant", () => {
    const { clock, time } = clockAt(1);
    const before = clock.view();

    time.monotonic += 200;

    expect(clock.view()).toBe(before);
  });

  it("says how far this computer's own clock is off", () => {
    const time = { monotonic: 0, wall: 1_000 };
    const clock = new DeskClock({ monotonic: () => time.monotonic, wall: () => time.wall });

    clock.heard({ deskNow: 1, wallNow: 5_000, speed: 1 });

    expect(clock.view().wallSkewMs).toBe(4_000);
  });
});

describe("the line to the desk", () => {
  it.each([
    [null, "WAITING"],
    [0, "LIVE"],
    [DELAYED_MS - 1, "LIVE"],
    [DELAYED_MS, "DELAYED"],
    [DISCONNECTED_MS - 1, "DELAYED"],
    [DISCONNECTED_MS, "DISCONNECTED"],
  ] as const)("after %s ms of silence is %s", (silenceMs, word) => {
    expect(lineWord(silenceMs)).toBe(word);
  });
});
