import { describe, expect, it } from "vitest";
import { decodeServerFrame, FIRST_VERSION, LAST_VERSION } from "../decode-frame.ts";
import { StrictFault } from "../strict-fault.ts";
import { rowsIn } from "../strict-record.ts";
import { COMBO, completedOrderFrame, openOrderFrame, PREVIEW } from "../testing/order-frames.ts";
import { contractFrame, serverFrames } from "../testing/server-frames.ts";
import { specFields } from "../testing/spec-frame.ts";
import { SERVER_MESSAGES } from "./server-messages.ts";

const VERSIONS = Array.from(
  { length: LAST_VERSION - FIRST_VERSION + 1 },
  (_, index) => FIRST_VERSION + index,
);

describe("decodeServerFrame", () => {
  it.each(VERSIONS)("reads every message as the description has it at version %i", (version) => {
    for (const [name, fields] of Object.entries(serverFrames(version))) {
      const message = decodeServerFrame(fields, version);

      expect(message.name).toBe(name);
      expect(message.named.map(({ text }) => text)).toEqual(fields.slice(1));
    }
  });

  it("has a hand-written frame for every message it knows", () => {
    expect(Object.keys(serverFrames(LAST_VERSION)).sort()).toEqual(Object.keys(SERVER_MESSAGES).sort());
  });

  // the last frame of each pair is the first version with the changed layout
  it.each([
    { name: "openOrder", borders: [177, 183, 184, 185, 189, 193, 195, 198, 199] },
    { name: "completedOrder", borders: [177, 183, 184, 198] },
    { name: "contractData", borders: [182, 186] },
    { name: "execution", borders: [178, 198] },
    { name: "error", borders: [194] },
    { name: "historical", borders: [196] },
    { name: "bondContractData", borders: [188] },
  ])("takes $name of version N only at versions with N's layout", ({ name, borders }) => {
    const layoutOf = (version: number): number => borders.filter((at) => version >= at).length;

    for (const sent of VERSIONS) {
      const frame = serverFrames(sent)[name] ?? [];
      for (const version of VERSIONS) {
        const read = (): unknown => decodeServerFrame(frame, version);
        if (layoutOf(sent) === layoutOf(version)) expect(read).not.toThrow();
        else expect(read).toThrow(StrictFault);
      }
    }
  });

  it.each([
    { message: "historicalEnd", first: 196 },
    { message: "currentTimeInMillis", first: 197 },
  ])("refuses $message before version $first by name", ({ message, first }) => {
    const frame = serverFrames(LAST_VERSION)[message] ?? [];

    expect(() => decodeServerFrame(frame, first - 1)).toThrow(`since server version ${first}`);
    expect(decodeServerFrame(frame, first).name).toBe(message);
  });

  it("reads a package's legs, their prices and its routing", () => {
    const { values } = decodeServerFrame(openOrderFrame(193, COMBO), 193);

    expect(values).toMatchObject({ secType: "BAG", right: "?", conId: 28812380, tradingClass: "COMB" });
    expect(rowsIn(values, "comboLegs")[1]).toEqual({
      conId: 700000002,
      ratio: 1,
      action: "SELL",
      exchange: "SMART",
      openClose: 0,
      shortSaleSlot: 0,
      designatedLocation: "",
      exemptCode: -1,
    });
    expect(values["orderComboLegs"]).toEqual([{ price: null }, { price: 0.55 }]);
    expect(values["smartComboRoutingParams"]).toEqual([{ tag: "NonGuaranteed", value: "0" }]);
    expect(decodeServerFrame(completedOrderFrame(193, COMBO), 193).values["comboLegs"]).toHaveLength(2);
  });

  it("reads a preview's nine margins, and unset ones of an order that is none", () => {
    const preview = decodeServerFrame(openOrderFrame(200, PREVIEW), 200).values;
    const order = decodeServerFrame(openOrderFrame(200), 200).values;

    expect(preview).toMatchObject({ whatIf: true, initMarginBefore: 1000.5, equityWithLoanAfter: 4987.5 });
    expect(preview).toMatchObject({ commission: 1.3, commissionCurrency: "USD" });
    expect(order).toMatchObject({ whatIf: false, initMarginBefore: null, commission: null });
  });

  it("reads the full preview of version 195: currency, nine margins outside hours, size, reason, allocations", () => {
    const full = openOrderFrame(195, PREVIEW);
    const start = full.lastIndexOf("USD");
    const part = specFields("USD 1 2 3 4 5 6 7 8 9 10 no~room 1 DU1234567 1 2 3 4 5 0");

    const { values } = decodeServerFrame([...full.slice(0, start), ...part, ...full.slice(start + 13)], 195);

    expect(values).toMatchObject({
      marginCurrency: "USD",
      initMarginBeforeOutsideRTH: 1,
      equityWithLoanChangeOutsideRTH: 6,
      equityWithLoanAfterOutsideRTH: 9,
      suggestedSize: 10,
      rejectReason: "no room",
      warningText: "",
    });
    expect(rowsIn(values, "orderAllocations")).toEqual([
      {
        account: "DU1234567",
        position: 1,
        positionDesired: 2,
        positionAfter: 3,
        desiredAllocQty: 4,
        allowedAllocQty: 5,
        isMonetary: false,
      },
    ]);
  });

  it("reads escapes in a contract's long name and in an error", () => {
    const contract = decodeServerFrame(contractFrame(193), 193).values;
    const error = decodeServerFrame(
      specFields(String.raw`4 2 7 201 Order~rejected~\u2013~reason {"a":"\u00e9"}`),
      193,
    ).values;

    expect(contract["longName"]).toBe("SPDR® S&P 500");
    expect(error["errorString"]).toBe("Order rejected – reason");
    expect(error["advancedOrderRejectJson"]).toBe('{"a":"é"}');
  });

  it("takes eight more fields after the text None, and none after a blank delta-neutral type", () => {
    const full = openOrderFrame(193);
    const none = full.indexOf("None");
    const blank = [...full.slice(0, none), "", "", ...full.slice(none + 10)];

    expect(decodeServerFrame(blank, 193).values["deltaNeutralOrderType"]).toBe("");
    expect(() => decodeServerFrame(full.with(none, ""), 193)).toThrow(StrictFault);
  });

  it.each([
    { what: "trade", frame: "99 1001 1 1795357800 1.25 3 0 CBOE _" },
    { what: "middle", frame: "99 1001 4 1795357800 1.25" },
  ])("reads a tick-by-tick $what", ({ frame }) => {
    expect(decodeServerFrame(specFields(frame), 193).name).toBe("tickByTick");
  });

  it("names the message, the field, its position and the reason of a fault", () => {
    const frame = specFields("3 7 Working 0 2 0 1234567890 0 0 1 _ 0");

    const read = (): unknown => decodeServerFrame(frame, 193);

    expect(read).toThrow(expect.objectContaining({ frame: "orderStatus", field: "status", position: 2 }));
    expect(read).toThrow(/orderStatus, field 2 \(status\): "Working" is not one of/);
  });

  it("names a leg's field by its row", () => {
    const frame = openOrderFrame(193, COMBO);
    const sell = frame.lastIndexOf("SELL");

    expect(() => decodeServerFrame(frame.with(sell, "sell"), 193)).toThrow("comboLegs[1].action");
  });

  it.each([
    { what: "an id no message has", fields: ["78", "1"], version: 193 },
    { what: "a protobuf id", fields: ["203", "1"], version: 193 },
    { what: "no fields", fields: [], version: 193 },
    { what: "a version before the text protocol's", fields: ["62", "1"], version: 172 },
    { what: "a version of protobuf", fields: ["62", "1"], version: 201 },
  ])("refuses $what", ({ fields, version }) => {
    expect(() => decodeServerFrame(fields, version)).toThrow(StrictFault);
  });
});
