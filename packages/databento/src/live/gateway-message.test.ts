import { describe, expect, it } from "vitest";
import { gatewayMessage, schemasIn } from "./gateway-message.ts";
import { errorRecord, shortMessage, systemRecord } from "./testing/wire-bytes.ts";

describe("gatewayMessage", () => {
  it("reads an error with its code and whether more of it follows", () => {
    const part = errorRecord("Failed to resolve ", { code: 4, isLast: 0 });

    expect(gatewayMessage(part, 0, 3)).toEqual({
      kind: "error",
      code: 4,
      text: "Failed to resolve ",
      last: false,
    });
  });

  it("finds the code of a version 1 message in its text", () => {
    expect(gatewayMessage(shortMessage("error", "Internal error"), 0, 1)).toMatchObject({
      code: 6,
      last: true,
    });
    expect(gatewayMessage(shortMessage("system", "Finished trades replay"), 0, 1)).toMatchObject({ code: 3 });
  });

  it("finds the code in the text where the gateway leaves it unset", () => {
    expect(gatewayMessage(systemRecord("Heartbeat", { code: 255 }), 0, 2)).toMatchObject({ code: 0 });
    expect(gatewayMessage(errorRecord("what", { code: 255 }), 0, 3)).toMatchObject({ code: 255 });
  });
});

describe("schemasIn", () => {
  it.each([
    ["Slow client detected for mbp-1. Skipped records", ["mbp-1"]],
    ["Slow client detected for mbp-10", ["mbp-10"]],
    ["Slow client detected for cmbp-1, cbbo-1s.", ["cmbp-1", "cbbo-1s"]],
    ["Finished ohlcv-1m replay", ["ohlcv-1m"]],
    ["Slow client detected", null],
  ])("finds in %j the schemas %j", (text, schemas) => {
    expect(schemasIn(text)).toEqual(schemas);
  });
});
