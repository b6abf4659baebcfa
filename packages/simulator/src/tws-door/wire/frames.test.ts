import fc from "fast-check";
import { expect, test } from "vitest";
import { FrameReader, type Inbound } from "./frame-reader.ts";
import { frameOf } from "./frame-writer.ts";

const HELLO = Buffer.concat([Buffer.from("API\0"), Buffer.from([0, 0, 0, 9]), Buffer.from("v100..193")]);

function read(bytes: Buffer, cuts: readonly number[]): readonly Inbound[] {
  const reader = new FrameReader();
  const found: Inbound[] = [];
  let from = 0;
  for (const to of [...cuts, bytes.length].toSorted((a, b) => a - b)) {
    const pushed = reader.push(bytes.subarray(from, to));
    if (!pushed.ok) throw new Error(pushed.error);
    found.push(...pushed.value);
    from = to;
  }
  return found;
}

test("what the writer makes the reader takes apart, wherever the bytes are cut", () => {
  const field = fc.string({ unit: "binary" }).map((text) => text.replaceAll("\0", "").replaceAll("\\", ""));
  const frames = fc.array(fc.array(field, { minLength: 1 }), { maxLength: 5 });
  fc.assert(
    fc.property(frames, fc.array(fc.nat(400)), (sent, cuts) => {
      const bytes = Buffer.concat([HELLO, ...sent.map(frameOf)]);
      const inbound = read(
        bytes,
        cuts.map((cut) => Math.min(cut, bytes.length)),
      );

      expect(inbound).toEqual([
        { kind: "hello", lowest: 100, highest: 193 },
        ...sent.map((fields) => ({ kind: "frame", fields })),
      ]);
    }),
  );
});

test.each([
  ["another protocol", Buffer.from("GET / HTTP/1.1\r\n\r\n"), /does not begin with API/],
  ["a hello without versions", Buffer.from("API\0\0\0\0\x03abc", "latin1"), /no versions/],
  [
    "a frame of nonsense length",
    Buffer.from("API\0\xff\xff\xff\xff", "latin1"),
    /a frame of 4294967295 bytes/,
  ],
])("%s is refused", (_, bytes, sentence) => {
  const pushed = new FrameReader().push(bytes);

  expect(pushed.ok ? "" : pushed.error).toMatch(sentence);
});

test("what is not ASCII travels as an escape", () => {
  expect(frameOf(["é", 1, true, null]).toString("latin1", 4)).toBe("\\u00e9\u00001\u00001\u0000\u0000");
});
