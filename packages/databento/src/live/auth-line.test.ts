import { describe, expect, it } from "vitest";
import { authLine, lineFields } from "./auth-line.ts";
import { checkedOptions, gatewayOf } from "./live-options.ts";
import { TEST_KEY } from "./testing/machine-trial.ts";

const options = { key: TEST_KEY, dataset: "OPRA.PILLAR" };
const REPLY = "auth=be87ce3d564b64481d4ad1902e2b41b26e3eef62b9de37d87eb4a1d4a5199b6f-FFFFF";

describe("authLine", () => {
  it("says what the captured client says, in its order", () => {
    const line = authLine(
      { ...options, compression: "zstd", clientName: "Databento/0.65.0 C++", slowReader: "skip" },
      "abcd1234",
    );

    expect(line).toBe(
      `${REPLY}|dataset=OPRA.PILLAR|encoding=dbn|ts_out=0|compression=zstd|client=Databento/0.65.0 C++|slow_reader_behavior=skip\n`,
    );
  });

  it("leaves out what the gateway decides by itself", () => {
    expect(authLine({ ...options, clientName: "x" }, "abcd1234")).toBe(
      `${REPLY}|dataset=OPRA.PILLAR|encoding=dbn|ts_out=0|compression=none|client=x\n`,
    );
  });

  it("asks for send times and heartbeats where they are wanted", () => {
    const line = authLine({ ...options, clientName: "x", tsOut: true, heartbeatSeconds: 5 }, "abcd1234");

    expect(line).toContain("|ts_out=1|");
    expect(line).toMatch(/\|heartbeat_interval_s=5\n$/);
  });
});

describe("lineFields", () => {
  it("keeps the session of a line that ends with a separator", () => {
    expect(lineFields("success=1|session_id=1234567890|")).toEqual(
      new Map([
        ["success", "1"],
        ["session_id", "1234567890"],
      ]),
    );
  });

  it("takes the first = as the end of a key", () => {
    expect(lineFields("cram=a=b|new")).toEqual(
      new Map([
        ["cram", "a=b"],
        ["new", ""],
      ]),
    );
  });
});

describe("checkedOptions", () => {
  it.each([
    [{ dataset: "OPRA|PILLAR" }],
    [{ dataset: "" }],
    [{ dataset: "OPRA.PILLAR\nx" }],
    [{ heartbeatSeconds: 4 }],
    [{ heartbeatSeconds: 1_801 }],
    [{ heartbeatSeconds: 7.5 }],
    [{ clientName: "a|b" }],
    [{ clientName: "a\nb" }],
    [{ clientName: "" }],
  ])("refuses %o, which the gateway would read as something else", (wrong) => {
    expect(() => checkedOptions({ ...options, ...wrong })).toThrow(
      expect.objectContaining({ code: "badOption" }),
    );
  });

  it("goes to the dataset's own gateway where no other is given", () => {
    expect(gatewayOf(options)).toEqual({ host: "opra-pillar.lsg.databento.com", port: 13_000 });
  });
});
