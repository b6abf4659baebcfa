import { describe, expect, it } from "vitest";
import { decodeClientFrame, encodeRequest, FIRST_VERSION, LAST_VERSION } from "../decode-frame.ts";
import { StrictFault } from "../strict-fault.ts";
import { rowsIn } from "../strict-record.ts";
import { clientFrames, packageFrames } from "../testing/client-frames.ts";
import { PLACED_LEGS, placeOrderFrame } from "../testing/order-frames.ts";
import { specFields } from "../testing/spec-frame.ts";
import { CLIENT_REQUESTS } from "./client-requests.ts";

const VERSIONS = Array.from(
  { length: LAST_VERSION - FIRST_VERSION + 1 },
  (_, index) => FIRST_VERSION + index,
);

describe("decodeClientFrame", () => {
  it.each(VERSIONS)("reads every request as the description has it at version %i", (version) => {
    const frames = [...Object.entries(clientFrames(version)), ...Object.entries(packageFrames(version))];
    for (const [name, fields] of frames) {
      const request = decodeClientFrame(fields, version);

      expect(request.name).toBe(name);
      expect(request.named.map(({ text }) => text)).toEqual(fields.slice(1));
    }
  });

  it("has a hand-written frame for every request it knows", () => {
    expect(Object.keys(clientFrames(LAST_VERSION)).sort()).toEqual(Object.keys(CLIENT_REQUESTS).sort());
  });

  // RFQ fields exist at 187 to 189 only; at 189 they stand beside includeOvernight
  it.each([
    { name: "placeOrder", borders: [177, 183, 184, 187, 189, 190, 192, 199] },
    { name: "reqGlobalCancel", borders: [192] },
    { name: "reqContractDetails", borders: [176] },
    { name: "reqExecutions", borders: [200] },
    { name: "exerciseOptions", borders: [180, 183, 184] },
  ])("takes $name of version N only at versions with N's layout", ({ name, borders }) => {
    const layoutOf = (version: number): number => borders.filter((at) => version >= at).length;

    for (const sent of VERSIONS) {
      const frame = clientFrames(sent)[name] ?? [];
      for (const version of VERSIONS) {
        const read = (): unknown => decodeClientFrame(frame, version);
        if (layoutOf(sent) === layoutOf(version)) expect(read).not.toThrow();
        else if (!rfqReadsAsLater(name, sent, version)) expect(read).toThrow(StrictFault);
      }
    }
  });

  it.each([
    {
      what: "187 to 189 alone",
      frame: "4 1 7 _ _ _ 2147483647",
      takes: (at: number) => at >= 187 && at <= 189,
    },
    { what: "192 and later alone", frame: "4 7 _ _ 2147483647", takes: (at: number) => at >= 192 },
    {
      what: "the versions between alone",
      frame: "4 1 7 _",
      takes: (at: number) => at < 187 || at === 190 || at === 191,
    },
  ])("takes a cancel of $what there", ({ frame, takes }) => {
    for (const version of VERSIONS) {
      const read = (): unknown => decodeClientFrame(specFields(frame), version);
      if (takes(version)) expect(read).not.toThrow();
      else expect(read).toThrow(StrictFault);
    }
  });

  it("reads a package order's legs and routing", () => {
    const { values } = decodeClientFrame(placeOrderFrame(193, PLACED_LEGS), 193);

    expect(values).toMatchObject({ secType: "BAG", lmtPrice: 1.25, transmit: true });
    expect(rowsIn(values, "comboLegs").map((leg) => leg["action"])).toEqual(["BUY", "SELL"]);
    expect(values["smartComboRoutingParams"]).toEqual([{ tag: "NonGuaranteed", value: "0" }]);
  });

  it("wants no legs of an order that is no package", () => {
    const frame = placeOrderFrame(193, PLACED_LEGS);

    expect(() => decodeClientFrame(frame.with(frame.indexOf("BAG"), "OPT"), 193)).toThrow(StrictFault);
  });

  it.each(["transmit", "totalQuantity", "action", "orderType", "orderId"])(
    "refuses an order whose %s is blank, for it decides the order",
    (field) => {
      const frame = placeOrderFrame(193);
      const at = decodeClientFrame(frame, 193).named.find((named) => named.field === field);

      expect(() => decodeClientFrame(frame.with(at?.position ?? 0, ""), 193)).toThrow(
        expect.objectContaining({ field }),
      );
    },
  );

  it.each(["openClose", "shortSaleSlot", "exemptCode", "ratio", "conId"])(
    "refuses a leg whose %s is blank",
    (field) => {
      const frame = placeOrderFrame(193, PLACED_LEGS);
      const name = `comboLegs[1].${field}`;
      const at = decodeClientFrame(frame, 193).named.find((named) => named.field === name);

      expect(() => decodeClientFrame(frame.with(at?.position ?? 0, ""), 193)).toThrow(name);
    },
  );

  it("reads a parameter left blank as unset, not as zero or no", () => {
    const frame = placeOrderFrame(193);
    const at = decodeClientFrame(frame, 193).named.find(({ field }) => field === "outsideRth");

    const { values } = decodeClientFrame(frame.with(at?.position ?? 0, ""), 193);

    expect(values["outsideRth"]).toBeNull();
  });

  it.each([
    { exchange: "IBKRATS", type: "LMT", extras: "100" },
    { exchange: "SMART", type: "PEG~MID", extras: "0.01 0.005" },
    { exchange: "SMART", type: "PEG~BEST", extras: "100 0.02" },
    { exchange: "SMART", type: "PEG~BEST", extras: "100 Infinity 0.01 0.005" },
    { exchange: "IBKRATS", type: "PEG~BEST", extras: "100 100 0.02" },
  ])("wants the extras $extras of a $type order at $exchange", ({ exchange, type, extras }) => {
    const plain = placeOrderFrame(182);
    const [named = ""] = specFields(type);
    const order = plain.with(plain.indexOf("SMART"), exchange).with(plain.indexOf("LMT"), named);

    const read = decodeClientFrame([...order, ...specFields(extras)], 182);

    expect(read.named.slice(-specFields(extras).length).map(({ text }) => text)).toEqual(specFields(extras));
    expect(() => decodeClientFrame(order, 182)).toThrow(StrictFault);
  });

  it.each([
    "1 a 1 590.5 756733 SMART 2",
    "3 o 0 20261122~15:45:00",
    "4 a 1 30",
    "5 o OPT SMART SPY",
    "6 a 1 100000 756733 SMART",
    "7 a 0 -1.5 756733 SMART",
  ])("reads the condition %s and the two flags after it", (condition) => {
    const frame = placeOrderFrame(193);
    const at = decodeClientFrame(frame, 193).named.find(({ field }) => field === "conditions.count");
    const position = at?.position ?? 0;

    const { values } = decodeClientFrame(
      [...frame.slice(0, position), "1", ...specFields(condition), "0", "1", ...frame.slice(position + 1)],
      193,
    );

    expect(values).toMatchObject({ conditionsIgnoreRth: false, conditionsCancelOrder: true });
    expect(rowsIn(values, "conditions")).toHaveLength(1);
  });
});

describe("encodeRequest", () => {
  it.each(VERSIONS)("writes at version %i what the strict reader takes", (version) => {
    for (const [name, fields] of Object.entries(clientFrames(version))) {
      const request = decodeClientFrame(fields, version);

      const written = encodeRequest(request.name, request.values, version);

      expect(decodeClientFrame(written, version).values, name).toEqual(request.values);
    }
  });

  it("fills in the protocol's blanks", () => {
    const fields = encodeRequest(
      "placeOrder",
      { orderId: 7, conId: 1, secType: "OPT", exchange: "SMART", totalQuantity: 1, lmtPrice: 1.25 },
      193,
    );

    expect(decodeClientFrame(fields, 193).values).toMatchObject({
      action: "BUY",
      orderType: "LMT",
      transmit: true,
      auxPrice: null,
    });
  });

  it("throws for a field the version does not have, and for a value of the wrong kind", () => {
    expect(() => encodeRequest("reqContractDetails", { issuerId: "e1" }, 175)).toThrow("issuerId");
    expect(() => encodeRequest("reqIds", { numIds: 1.5 }, 193)).toThrow("numIds");
  });
});

/** An order's blank and 2147483647 of 187 to 189 stand where later versions have two fields that may be unset. */
function rfqReadsAsLater(name: string, sent: number, version: number): boolean {
  return name === "placeOrder" && sent >= 187 && sent <= 189 && version >= 192;
}
