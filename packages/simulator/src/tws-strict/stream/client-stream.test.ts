import { describe, expect, it } from "vitest";
import { StrictFault } from "../strict-fault.ts";
import { specFields } from "../testing/spec-frame.ts";
import { ClientStream } from "./client-stream.ts";
import { frameBytes, lengthFirst } from "./frame-bytes.ts";
import { offerBytes, readGreeting, readOffer, type VersionOffer } from "./handshake.ts";

const OFFER: VersionOffer = { lowest: 100, highest: 193, connectOptions: "" };
const START = frameBytes(specFields("71 2 1 _"));

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

describe("the handshake", () => {
  it("offers versions behind the mark, in a frame without a NUL", () => {
    expect([...offerBytes(OFFER)]).toEqual([...bytesOf("API\0"), 0, 0, 0, 9, ...bytesOf("v100..193")]);
  });

  it.each([
    { text: "v100..193", offer: OFFER },
    { text: "v100..200 +PACEAPI", offer: { lowest: 100, highest: 200, connectOptions: "+PACEAPI" } },
    { text: "v178", offer: { lowest: 178, highest: 178, connectOptions: "" } },
  ])("reads the offer $text", ({ text, offer }) => {
    expect(readOffer(bytesOf(text))).toEqual(offer);
  });

  it.each(["", "100..193", "v193..100", "v100..193\0", "v1..2", "v100..193 "])(
    "refuses the offer %j",
    (text) => {
      expect(() => readOffer(bytesOf(text))).toThrow(StrictFault);
    },
  );

  it.each(["193 20261122~09:30:00~US/Eastern", "173 20250415~19:38:30~British~Summer~Time"])(
    "reads the greeting %s",
    (frame) => {
      expect(readGreeting(specFields(frame), OFFER).serverVersion).toBe(Number(frame.slice(0, 3)));
    },
  );

  it.each([
    { what: "a version that was not offered", frame: "200 20261122~09:30:00~US/Eastern" },
    { what: "no time", frame: "193 _" },
    { what: "a third field", frame: "193 20261122~09:30:00~US/Eastern _" },
    { what: "no version", frame: "_ 20261122~09:30:00~US/Eastern" },
  ])("refuses a greeting with $what", ({ frame }) => {
    expect(() => readGreeting(specFields(frame), OFFER)).toThrow(StrictFault);
  });
});

describe("ClientStream", () => {
  it("reads mark, offer, START_API and requests, byte by byte", () => {
    const stream = new ClientStream();
    const bytes = [...offerBytes(OFFER), ...START, ...frameBytes(specFields("49 1"))];

    for (const byte of bytes) stream.push(Uint8Array.of(byte));
    expect(stream.requests).toEqual([]);
    stream.agree(193);

    expect(stream.offer).toEqual(OFFER);
    expect(stream.requests.map(({ name }) => name)).toEqual(["startApi", "reqCurrentTime"]);
  });

  it.each([
    { what: "another mark", bytes: [...bytesOf("APJ\0")] },
    { what: "an offer of no versions", bytes: [...bytesOf("API\0"), ...lengthFirst(bytesOf("v"))] },
    { what: "a request before START_API", bytes: [...offerBytes(OFFER), ...frameBytes(["49", "1"])] },
    { what: "START_API twice", bytes: [...offerBytes(OFFER), ...START, ...START] },
    { what: "a field too many", bytes: [...offerBytes(OFFER), ...START, ...frameBytes(["49", "1", ""])] },
  ])("refuses $what", ({ bytes }) => {
    const stream = new ClientStream();
    stream.agree(193);

    expect(() => {
      stream.push(Uint8Array.from(bytes));
    }).toThrow(StrictFault);
  });
});
