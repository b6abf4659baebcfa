import { describe, expect, it } from "vitest";
import { runCalendar } from "./calendar-command.ts";

async function run(from: string, to: string, json = true) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCalendar(
    { from, to, json },
    { out: (line) => void out.push(line), err: (line) => void err.push(line) },
  );
  return { code, out, err };
}

describe("smart0dte calendar", () => {
  it("prints a line of JSON per session with its instants in UTC", async () => {
    const { code, out, err } = await run("2025-12-24", "2025-12-26");

    expect(code).toBe(0);
    expect(err).toEqual([]);
    expect(out.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        date: "2025-12-24",
        open: "2025-12-24T14:30:00Z",
        close: "2025-12-24T18:00:00Z",
        optionClose: "2025-12-24T18:15:00Z",
        early: true,
        provisional: false,
      },
      {
        date: "2025-12-26",
        open: "2025-12-26T14:30:00Z",
        close: "2025-12-26T21:00:00Z",
        optionClose: "2025-12-26T21:15:00Z",
        early: false,
        provisional: false,
      },
    ]);
  });

  it("prints nothing but succeeds over a weekend", async () => {
    expect(await run("2026-03-14", "2026-03-15")).toEqual({ code: 0, out: [], err: [] });
  });

  it("marks early days in the table", async () => {
    const { out } = await run("2026-11-26", "2026-11-27", false);

    expect(out).toHaveLength(2);
    expect(out[1]).toMatch(/^2026-11-27 .*early$/);
  });

  it("says on the error side what is unknown and what is provisional", async () => {
    expect((await run("1999-12-30", "2000-01-03")).err.join()).toContain("before 2000");
    expect((await run("2028-01-03", "2028-01-03")).err.join()).toContain("provisional");
    expect(await run("2255-01-01", "9999-12-31")).toMatchObject({
      code: 0,
      out: [],
      err: [expect.stringContaining("after 2254")],
    });
  });

  it.each([
    ["2026-02-30", "2026-03-01", "FROM"],
    ["2026-02-01", "tomorrow", "TO"],
    ["2026-03-02", "2026-03-01", "before"],
  ])("ends %s to %s with one sentence and code 2", async (from, to, word) => {
    const { code, out, err } = await run(from, to);

    expect({ code, out, lines: err.length }).toEqual({ code: 2, out: [], lines: 1 });
    expect(err[0]).toContain(word);
  });
});
