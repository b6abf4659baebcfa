import { expect, it } from "vitest";
import { DbnDecoder } from "./dbn-decoder.ts";
import { encodeMetadata } from "./metadata-encoder.ts";
import { metadataJson, recordJson } from "./record-json.ts";

it.each([0x7f, 0x85, 0xa0, 0xff])("a char of %i is one line of ASCII and read back as it was", (byte) => {
  const status = new Uint8Array(40);
  status.set([10, 0x12]);
  status[30] = byte;
  const decoder = new DbnDecoder();
  decoder.push(encodeMetadata({ dataset: "XNAS.ITCH", schema: "status" }));
  const cursor = decoder.push(status);
  cursor.next();

  const line = recordJson(cursor.record());

  expect(line).toMatch(/^[ -~]+$/);
  expect(JSON.parse(line)).toMatchObject({ is_trading: String.fromCharCode(byte), is_quoting: null });
});

it("symbols that are not ASCII are one line of ASCII and read back as they were", () => {
  const decoder = new DbnDecoder();
  decoder.push(encodeMetadata({ dataset: "XNAS.ITCH", schema: "status", symbols: ["AB"] }));
  const { metadata } = decoder;
  if (metadata === null) throw new Error("the metadata are not whole");
  const symbols = ["\u{2028}\u{1f600}\u00df"];

  const line = metadataJson({ ...metadata, symbols });

  expect(line).toMatch(/^[ -~]+$/);
  expect(JSON.parse(line)).toMatchObject({ metadata: { symbols } });
});
