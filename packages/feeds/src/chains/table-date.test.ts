import { describe, expect, it } from "vitest";
import { formatInstant } from "./instant-text.ts";
import { parseTableDate } from "./table-date.ts";

const read = (text: string): string | null => {
  const at = parseTableDate(text);
  return at === null ? null : formatInstant(at);
};

describe("a quote table's date", () => {
  it.each([
    ["September 14, 2023 at 4:31 PM EDT", "2023-09-14T20:31:00Z"],
    ["12 de enero de 2026, 13:36 GMT-5", "2026-01-12T18:36:00Z"],
    ["January 12, 2026 at 12:05 AM EST", "2026-01-12T05:05:00Z"],
    ["January 12, 2026 at 12:05 PM EST", "2026-01-12T17:05:00Z"],
    ["12 January 2026 at 18:36:20 GMT", "2026-01-12T18:36:20Z"],
    ["12. Januar 2026 um 13:36 GMT-5", "2026-01-12T18:36:00Z"],
    ["12 janvier 2026 à 13:36 UTC\u22125", "2026-01-12T18:36:00Z"],
    ["5 de março de 2026 às 13:36 GMT-3", "2026-03-05T16:36:00Z"],
    ["1 août 2026 à 09:30 GMT+5:30", "2026-08-01T04:00:00Z"],
    ["Sept. 14, 2023, 4:31 p.m. EDT", "2023-09-14T20:31:00Z"],
    ["August 14, 2026 at 11:38 AM ET", "2026-08-14T15:38:00Z"],
  ])("%s is %s", (text, instant) => {
    expect(read(text)).toBe(instant);
  });

  it.each([
    ["has its month in figures, which differ by country", "01/12/2026, 13:36 GMT-5"],
    ["has no zone", "September 14, 2023 at 4:31 PM"],
    ["has a zone that is not known", "September 14, 2023 at 4:31 PM CEST"],
    ["has no time", "September 14, 2023"],
    ["is no day", "February 30, 2023 at 4:31 PM EST"],
    ["is no hour", "September 14, 2023 at 13:31 PM EDT"],
    ["is no minute", "September 14, 2023 at 4:61 PM EDT"],
    ["names two months", "March April 14, 2023 at 4:31 PM EDT"],
    ["is empty", ""],
  ])("is not guessed where it %s", (_, text) => {
    expect(read(text)).toBeNull();
  });
});
