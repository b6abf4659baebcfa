import { BadInputError, type DeskInput } from "@smart0dte/domain";
import { minuteEvents, readMinuteDay } from "@smart0dte/feeds";
import { describe, expect, it } from "vitest";
import { changedMinutes, hasRealMinutes, REAL_MINUTES, REAL_VIX_DAILY } from "../testing/real-minutes.ts";
import { MinuteSource } from "./minute-source.ts";

const DATE = "2026-03-13";

describe.skipIf(!hasRealMinutes)("a minute source that takes a run over", () => {
  const folder = (dir: string) => ({ dir, zone: undefined, stamp: undefined, vixDaily: REAL_VIX_DAILY });
  const held = (): DeskInput[] => {
    const events = [...minuteEvents(readMinuteDay(folder(REAL_MINUTES), DATE))];
    return events.map(({ at, what }, n) => ({ seq: n + 2, at, what }));
  };

  it("passes over what the journal holds where its files say the same", () => {
    const source = new MinuteSource(folder(REAL_MINUTES), DATE);

    for (const input of held()) source.passOver(input);
  });

  it("refuses the first minute that the files tell in another way, by its time", () => {
    const dir = changedMinutes("QQQ.csv", (text) =>
      text.replace(/^(2026-03-13 17:50:00[^,]*),([\d.]+)/m, (_, stamp: string, close: string) => {
        return `${stamp},${(Number(close) + 0.01).toFixed(2)}`;
      }),
    );
    const source = new MinuteSource(folder(dir), DATE);

    expect(() => {
      for (const input of held()) source.passOver(input);
    }).toThrow(
      new BadInputError(
        `minutes:${dir}: what the files say at 2026-03-13T17:51:00.000Z is not what the journal holds (other files, options or version than the run began with).`,
      ),
    );
  });
});
