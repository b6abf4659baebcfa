import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { usdE4, type IsoDate } from "@smart0dte/domain";
import { aLeg } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import type { DetailsRow } from "../words/tws-heard.ts";
import { openDefinitionFile } from "./definition-file.ts";
import type { Definitions, DefinitionsOf } from "./definition-store.ts";

const TODAY: DefinitionsOf = {
  day: "2026-03-13" as IsoDate,
  account: "DU1234567",
  server: "127.0.0.1:4002",
};
const DETAILS: DetailsRow = {
  conId: 66_000,
  option: aLeg(660, "P", -1).contract,
  multiplier: 100,
  marketRuleId: 26,
  minTick: usdE4(100),
  timeZone: "US/Eastern",
  tradingHours: "20260313:0930-20260313:1615",
  liquidHours: "20260313:0930-20260313:1615",
};
const NO_RULE: DetailsRow = { ...DETAILS, conId: 66_100, marketRuleId: null };
const DEFINITIONS: Definitions = {
  details: [DETAILS, { ...NO_RULE, option: aLeg(661, "C", 1).contract }],
  rules: [{ ruleId: 26, steps: [{ from: usdE4(0), step: usdE4(100) }] }],
};

const aPath = (): string => join(mkdtempSync(join(tmpdir(), "definitions-")), "definitions");

describe("definitions in a file", () => {
  it("are there for the next start of the day", () => {
    const path = aPath();
    openDefinitionFile(path).keep(TODAY, DEFINITIONS);

    expect(openDefinitionFile(path).read(TODAY)).toEqual(DEFINITIONS);
  });

  it("are none where nobody kept any", () => {
    expect(openDefinitionFile(aPath()).read(TODAY)).toBeNull();
  });

  it.each<readonly [string, Partial<DefinitionsOf>]>([
    ["day", { day: "2026-03-16" as IsoDate }],
    ["account", { account: "DU7654321" }],
    ["server", { server: "127.0.0.1:7497" }],
  ])("are none of another %s's", (_what, over) => {
    const store = openDefinitionFile(aPath());
    store.keep(TODAY, DEFINITIONS);

    expect(store.read({ ...TODAY, ...over })).toBeNull();
  });

  it("are replaced whole by the next", () => {
    const store = openDefinitionFile(aPath());
    store.keep(TODAY, DEFINITIONS);
    store.keep(TODAY, { details: [DETAILS], rules: [] });

    expect(store.read(TODAY)).toEqual({ details: [DETAILS], rules: [] });
  });

  it.each<readonly [string, (text: string) => string]>([
    ["a number of another contract", (text) => text.replace("66000", "66001")],
    ["a cut end", (text) => text.slice(0, -20)],
    ["nothing in it", () => ""],
    ["something behind it", (text) => `${text}x`],
  ])("are refused with %s", (_what, harm) => {
    const path = aPath();
    openDefinitionFile(path).keep(TODAY, DEFINITIONS);
    writeFileSync(path, harm(readFileSync(path, "utf8")));

    expect(() => openDefinitionFile(path).read(TODAY)).toThrow("its digest is of another text");
  });
});
