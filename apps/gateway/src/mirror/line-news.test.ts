import { epochMicros, type FeedConnection, type FeedLine } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { LineNews } from "./line-news.ts";

const at = (seconds: number) => epochMicros(1_773_408_600_000_000 + seconds * 1_000_000);
const aLine = (state: FeedConnection["state"], seconds = 0, over: Partial<FeedLine> = {}): FeedLine => ({
  connections: [
    { dataset: "OPRA.PILLAR", state, since: at(seconds), why: state === "waiting" ? "refused" : null },
  ],
  alarms: [],
  lagMicros: null,
  conflated: 0,
  loopDelayMs: { feed: null, exchange: null },
  ...over,
});

describe("the news of a live line", () => {
  it("are that a connection came, broke and came back; attempts in between are none", () => {
    const news = new LineNews();
    const states = [
      "connecting",
      "streaming",
      "streaming",
      "waiting",
      "connecting",
      "waiting",
      "streaming",
    ] as const;

    const told = states.flatMap((state, n) => news.of(aLine(state, n)));

    expect(told.map(({ severity, sentence }) => [severity, sentence])).toEqual([
      ["info", "OPRA.PILLAR: connected."],
      ["warn", "OPRA.PILLAR: connection lost: refused. Its quotes are dead until it is back."],
      ["info", "OPRA.PILLAR: connected."],
    ]);
  });

  it("tell a connection that was given up as danger", () => {
    expect(new LineNews().of(aLine("failed"))[0]).toMatchObject({ severity: "danger", kind: "feed" });
  });

  it("tell an alarm that lasts again a minute later, and not between", () => {
    const news = new LineNews();
    const low = (seconds: number): FeedLine =>
      aLine("streaming", 0, { alarms: [{ code: "diskLow", text: "4 GB left.", at: at(seconds) }] });

    const counts = [low(1), low(1), low(11), low(61)].map(
      (line) => news.of(line).filter(({ sentence }) => sentence === "4 GB left.").length,
    );

    expect(counts).toEqual([1, 0, 0, 1]);
  });

  it("tell each thing that a source found in its files once", () => {
    const news = new LineNews();
    const found = (...texts: readonly string[]): FeedLine =>
      aLine("streaming", 0, { notes: texts.map((text, n) => ({ text, at: at(n) })) });

    const told = [found("a"), found("a"), found("a", "b", "c")].map((line) =>
      news.of(line).flatMap(({ sentence }) => /found in the files: (.+)/.exec(sentence)?.[1] ?? []),
    );

    expect(told).toEqual([["a"], [], ["b", "c"]]);
  });
});
