import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { aSession } from "@smart0dte/domain/testing";
import { describe, expect, test } from "vitest";
import { aTape, recordsOn } from "../testing/tape-builder.ts";

const EXPECTED = fileURLToPath(new URL("../../../../../../shared/data/dbn/expected/", import.meta.url));

/** What a contract's own record may have otherwise than another contract's. */
const OWN = ["instrument_id", "raw_instrument_id", "ts_event", "ts_recv", "expiration", "strike_price"];
const OWN_TEXTS = ["raw_symbol", "asset", "underlying", "instrument_class", "group"];
const OWN_STATISTICS = ["instrument_id", "ts_event", "ts_recv", "quantity", "sequence"];

function realRecord(file: string): Record<string, unknown> {
  const [, line = ""] = readFileSync(`${EXPECTED}${file}.as-is.jsonl`, "utf8").split("\n");
  return JSON.parse(line) as Record<string, unknown>;
}

describe.skipIf(!existsSync(EXPECTED))("a record of the morning looks like a real one", () => {
  const { tape, market } = aTape();
  const records = recordsOn(tape.morning(market.advance(aSession().open)));

  test.each([
    ["opra-pillar.test_data.definition.dbn.zst", "definitionV3", [...OWN, ...OWN_TEXTS]],
    ["opra-pillar.test_data.statistics.dbn.zst", "statisticsV3", OWN_STATISTICS],
  ])("as in %s, field by field", (file, kind, own) => {
    const ours = records.find((record) => record.kind === kind)?.fields ?? {};
    const differing = Object.entries(realRecord(file)).filter(
      ([name, value]) => !own.includes(name) && JSON.stringify(ours[name]) !== JSON.stringify(value),
    );

    expect(differing).toEqual([]);
  });
});
