import { describe, expect, it } from "vitest";
import { afterAct, askedLegs, isFull, quantityOf, readSelection, writeSelection } from "./selection.ts";

const call = (strike: number) => ({ strike: `${strike}.0000`, right: "C" }) as const;
const put = (strike: number) => ({ strike: `${strike}.0000`, right: "P" }) as const;

describe("the legs that a person picks", () => {
  it("grow by a contract a key: bought positive, sold negative", () => {
    const one = afterAct([], "buy", call(661));
    const two = afterAct(afterAct(one, "buy", call(661)), "sell", call(660));

    expect(writeSelection(two)).toBe("-1x660C,2x661C");
    expect([quantityOf(two, call(661)), quantityOf(two, put(661))]).toEqual([2, 0]);
  });

  it("are gone once they net to nothing, or when they are cleared", () => {
    const legs = readSelection("1x660C,-3x661P");

    expect(writeSelection(afterAct(legs, "sell", call(660)))).toBe("-3x661P");
    expect(writeSelection(afterAct(legs, "clear", put(661)))).toBe("1x660C");
    expect(afterAct(legs, "clear", call(700))).toEqual(legs);
  });

  it("stand by strike, the put before the call", () => {
    const legs = [call(662), put(660), call(660), put(655)].reduce(
      (picked, contract) => afterAct(picked, "buy", contract),
      readSelection(""),
    );

    expect(writeSelection(legs)).toBe("1x655P,1x660P,1x660C,1x662C");
  });

  it("are six at most, of 99 contracts at most; a picked one still grows", () => {
    const six = readSelection("1x655P,1x656P,1x657P,1x658C,99x659C,1x660C");

    expect(isFull(six)).toBe(true);
    expect(afterAct(six, "buy", call(661))).toEqual(six);
    expect(quantityOf(afterAct(six, "buy", call(660)), call(660))).toBe(2);
    expect(quantityOf(afterAct(six, "buy", call(659)), call(659))).toBe(99);
  });

  it("are in the address as they are, half strikes too; what cannot be read there is not there", () => {
    expect(writeSelection(readSelection("2x82.5C,-1x83P"))).toBe("2x82.5C,-1x83P");
    expect(
      writeSelection(readSelection("0x660C,1x660,x660C,1.5x660C,100x660C,1x660X,1x0660C,-1x660.0C, ,<b>")),
    ).toBe("1x660C");
    expect(readSelection("")).toEqual([]);
  });

  it("are asked for by the exchange's symbols", () => {
    const asked = askedLegs(readSelection("1x660C,-1x662.5P"), { ticker: "SPY", expiry: "2026-08-14" });

    expect(asked).toBe("1xSPY260814C00660000,-1xSPY260814P00662500");
  });
});
