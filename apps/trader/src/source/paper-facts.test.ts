import { BadInputError, epochMicros, type EpochMicros } from "@smart0dte/domain";
import { DEFAULT_DATASETS } from "@smart0dte/feeds/databento";
import { describe, expect, it } from "vitest";
import { paperFacts, paperSession } from "./paper-facts.ts";
import { sessionOn } from "./open-source.ts";

const utc = (text: string): EpochMicros => epochMicros(Date.parse(text) * 1_000);
const KEY = "db-unittestapikey1234567890FFFFF";

describe("the session of a real market", () => {
  it("is today's, from before the open to the options' close", () => {
    expect(paperSession(null, utc("2026-03-13T08:00:00Z")).date).toBe("2026-03-13");
    expect(paperSession("2026-03-13", utc("2026-03-13T19:00:00Z")).date).toBe("2026-03-13");
  });

  it.each([
    ["a weekend", "2026-03-14T15:00:00Z", /closed on 2026-03-14\. The next session is 2026-03-16/],
    ["a holiday", "2026-12-25T15:00:00Z", /closed on 2026-12-25/],
    ["an evening", "2026-03-13T21:00:00Z", /session of 2026-03-13 is over/],
  ])("is refused by name on %s", (_, now, says) => {
    expect(() => paperSession(null, utc(now))).toThrow(BadInputError);
    expect(() => paperSession(null, utc(now))).toThrow(says);
  });

  it("is of no other day", () => {
    expect(() => paperSession("2026-03-12", utc("2026-03-13T15:00:00Z"))).toThrow(/only today, 2026-03-13/);
  });
});

describe("what is learned on paper", () => {
  const choice = { kind: "databento", key: KEY, datasets: DEFAULT_DATASETS, date: null } as const;
  const session = sessionOn("2026-03-13");

  it("counts as live where Databento itself is asked, and as simulated behind a gateway that somebody named", () => {
    const real = paperFacts({ ...choice, gateway: null }, session);
    const named = paperFacts({ ...choice, gateway: { host: "127.0.0.1", port: 13_000 } }, session);

    expect([real.mode, real.source, real.provenance.src]).toEqual(["paper", "databento", "live"]);
    expect([named.mode, named.source, named.provenance.src]).toEqual([
      "paper",
      "databento:127.0.0.1:13000",
      "simulated",
    ]);
  });

  it("is a live run only where account and market are both real: a pose is kept with paper", () => {
    const named = { ...choice, gateway: { host: "127.0.0.1", port: 13_000 } };

    expect(paperFacts({ ...choice, gateway: null }, session, "live").mode).toBe("live");
    expect(paperFacts(named, session, "live").mode).toBe("paper");
  });

  it("names the data sets and never the key", () => {
    const facts = JSON.stringify(paperFacts({ ...choice, gateway: null }, session));

    expect(facts).toContain("OPRA.PILLAR");
    expect(facts).not.toContain(KEY);
  });
});
