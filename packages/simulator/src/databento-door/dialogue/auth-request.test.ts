import { describe, expect, test } from "vitest";
import { bucketOf, isKey, readAuth } from "./auth-request.ts";

/** The reference pair of the protocol's description. */
const LOCK = { challenge: "abcd1234", key: "db-unittestapikey1234567890FFFFF" };
const AUTH = "auth=be87ce3d564b64481d4ad1902e2b41b26e3eef62b9de37d87eb4a1d4a5199b6f-FFFFF";

describe("an authentication", () => {
  test("as the official C++ client writes it is accepted word for word", () => {
    const line = `${AUTH}|dataset=OPRA.PILLAR|encoding=dbn|ts_out=0|compression=zstd|client=Databento/0.65.0 C++/GNU/12.2.0 Linux/6.1|slow_reader_behavior=skip`;

    expect(readAuth(line, LOCK)).toMatchObject({
      ok: true,
      value: {
        dataset: { name: "OPRA.PILLAR" },
        tsOut: false,
        compression: "zstd",
        heartbeatSeconds: 30,
        slowReader: "skip",
        client: "Databento/0.65.0 C++/GNU/12.2.0 Linux/6.1",
      },
    });
  });

  test("needs no more than the reply and the dataset; unknown keys do not matter, nor does order", () => {
    const least = readAuth(`dataset=EQUS.MINI|${AUTH}`, LOCK);

    expect(least).toMatchObject({ ok: true, value: { compression: "none", slowReader: "skip", client: "" } });
    expect(readAuth(`${AUTH}|dataset=EQUS.MINI|details=1|future=x`, LOCK)).toEqual(least);
  });

  test.each([
    [AUTH.replace("be87", "be88"), "Authentication failed."],
    [AUTH.replace("FFFFF", "FFFFE"), "Authentication failed."],
    ["auth=", "Authentication failed."],
    ["dataset=OPRA.PILLAR", "Expected auth="],
    ["garbage", "Expected auth="],
    [
      `${AUTH}|dataset=GLBX.MDP3`,
      'Dataset "GLBX.MDP3" is not served here: OPRA.PILLAR, EQUS.MINI, DBIX.CORE.',
    ],
    [`${AUTH}|dataset=OPRA.PILLAR|encoding=csv`, 'Encoding "csv"'],
    [`${AUTH}|dataset=OPRA.PILLAR|ts_out=2`, 'ts_out "2"'],
    [`${AUTH}|dataset=OPRA.PILLAR|compression=gzip`, 'Compression "gzip"'],
    [`${AUTH}|dataset=OPRA.PILLAR|heartbeat_interval_s=4`, "from 5 to 1800"],
    [`${AUTH}|dataset=OPRA.PILLAR|heartbeat_interval_s=x`, "from 5 to 1800"],
    [`${AUTH}|dataset=OPRA.PILLAR|slow_reader_behavior=drop`, 'slow_reader_behavior "drop"'],
  ])("%s is refused with a text", (line, text) => {
    const judged = readAuth(line, LOCK);

    expect(judged.ok ? "" : judged.error).toContain(text);
  });

  test("never shows more of a key than its last five characters", () => {
    expect(bucketOf(LOCK.key)).toBe("FFFFF");
    expect([isKey(LOCK.key), isKey("db-short"), isKey(`${"x".repeat(31)}é`)]).toEqual([true, false, false]);
  });
});
