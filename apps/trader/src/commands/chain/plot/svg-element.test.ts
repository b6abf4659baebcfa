import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvariantError } from "@smart0dte/domain";
import { svg, writeSvg } from "./svg-element.ts";
import { readXml } from "./testing/strict-xml.ts";

describe("an SVG element", () => {
  it("reads back as it was said, whatever its text and attributes hold", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme-ascii" }), (words, value) => {
        const read = readXml(writeSvg(svg("text", { "data-is": value }, words)));

        expect(read.attributes["data-is"]).toBe(value);
        expect(read.children.join("")).toBe(words);
      }),
    );
  });

  it("replaces what XML has no way to write", () => {
    expect(writeSvg(svg("text", {}, "a\u0000b\u001Bc\uD800d\uFFFEe"))).toBe(
      "<text>a\uFFFDb\uFFFDc\uFFFDd\uFFFDe</text>",
    );
  });

  it("writes places to a hundredth and refuses one that is no number", () => {
    expect(writeSvg(svg("line", { x1: 1 / 3, x2: -0.001, y1: 20 }))).toBe('<line x1="0.33" x2="0" y1="20"/>');
    expect(() => writeSvg(svg("line", { x1: Number.NaN }))).toThrow(InvariantError);
    expect(() => writeSvg(svg("line", { x1: Number.POSITIVE_INFINITY }))).toThrow(InvariantError);
  });
});
