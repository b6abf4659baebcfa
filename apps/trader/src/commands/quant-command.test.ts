import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BadInputError } from "@smart0dte/domain";
import { afterEach, describe, expect, it } from "vitest";
import { runQuant } from "./quant-command.ts";

const VECTORS = fileURLToPath(new URL("../../../../../shared/vectors/", import.meta.url));
type Row = Readonly<Record<string, unknown>>;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function asked(what: string, lines: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), "smart0dte-quant-"));
  folders.push(folder);
  const file = join(folder, "lines.jsonl");
  writeFileSync(file, `${lines.join("\n")}\n`);
  const out: string[] = [];
  const err: string[] = [];
  const code = await runQuant(what, file, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, err, rows: out.map((line) => JSON.parse(line) as Row) };
}

const read = (name: string): unknown => JSON.parse(readFileSync(join(VECTORS, name), "utf8"));
const casesOf = (name: string): readonly Row[] => (read(name) as { cases: Row[] }).cases;
const picked = (row: Row, names: readonly string[]): string =>
  JSON.stringify(Object.fromEntries(names.map((name) => [name, row[name]])));

describe.skipIf(!existsSync(VECTORS))("quant on the reference vectors", () => {
  it("prices and differentiates under their names", async () => {
    const cases = casesOf("bs_vectors.json");
    const { rows, code } = await asked(
      "greeks",
      cases.map((row) => picked(row, ["type", "S", "K", "T", "vol", "r", "q"])),
    );

    expect(code).toBe(0);
    expect(rows).toHaveLength(cases.length);
    const names = Object.keys(cases[0] ?? {}).filter(
      (name) => !["id", "tag", "tSec", "d1", "d2"].includes(name),
    );
    for (const name of names) expect(rows[0]).toHaveProperty(name);
    rows.forEach((row, i) => {
      expect(row["price"]).toBeCloseTo(cases[i]?.["price"] as number, 10);
      expect(row["probITM"]).toBeCloseTo(cases[i]?.["probITM"] as number, 13);
    });
  });

  it("inverts prices, or says why not", async () => {
    const cases = casesOf("iv_vectors.json").filter(({ tag }) => tag !== "below-intrinsic-8ulp");
    const { rows, code } = await asked(
      "iv",
      cases.map((row) => picked(row, ["type", "S", "K", "T", "r", "q", "price"])),
    );

    expect(code).toBe(0);
    rows.forEach((row, i) => {
      const wanted = cases[i] ?? {};
      expect(row["status"]).toBe(wanted["status"]);
      if (row["status"] !== "ok") return expect(row["iv"]).toBeNull();
      const allowed = 8 * (wanted["attain"] as number);
      expect(Math.abs((row["iv"] as number) / (wanted["iv"] as number) - 1)).toBeLessThanOrEqual(allowed);
    });
  });

  it("values early exercise with a yield and over a dividend", async () => {
    const cases = casesOf("american_vectors.json").filter((_, i) => i % 5 === 0);
    const { rows } = await asked(
      "american",
      cases.map((row) =>
        picked(row, [
          "type",
          "S",
          "K",
          "T",
          "vol",
          "r",
          "q",
          ...(row["kind"] === "cashdiv" ? ["div", "tDiv"] : []),
        ]),
      ),
    );

    rows.forEach((row, i) => {
      const miss = Math.abs((row["american"] as number) - (cases[i]?.["american"] as number));
      expect(miss).toBeLessThanOrEqual(cases[i]?.["uncertainty"] === undefined ? 1e-6 : 2e-4);
    });
  });

  it("builds strips and their index", async () => {
    const cases = casesOf("vix_synthetic.json");
    const { rows } = await asked(
      "vix",
      cases.map((row) => picked(row, ["near", "next", "targetMinutes"])),
    );

    rows.forEach((row, i) => expect(row["index"]).toBeCloseTo(cases[i]?.["index"] as number, 10));
  });

  it("answers every topic of the statistics under the reference's names", async () => {
    const reference = read("stats_vectors.json") as Record<string, Row>;
    const { rows, code } = await asked("stats", [JSON.stringify(reference)]);
    const answers = rows[0] as Record<string, Row>;

    expect(code).toBe(0);
    expect(differences(reference, answers)).toEqual([]);
  });
});

describe("quant", () => {
  it("answers the good lines and names the fault of each bad one", async () => {
    const option = { type: "C", S: 600, K: 601, T: 0.0005, vol: 0.15, r: 0, q: 0 };
    const bad = [
      ["notJson", "{"],
      ["notAnObject", "[1]"],
      ["notARight", JSON.stringify({ ...option, type: "X" })],
      ["notANumber", JSON.stringify({ ...option, vol: "0.15" })],
      ["notANumber", '{"type":"C","S":600,"K":601,"T":1e999,"vol":0.1,"r":0,"q":0}'],
      ["outOfRange", JSON.stringify({ ...option, S: -600 })],
      ["expired", JSON.stringify({ ...option, T: -1 })],
      ["expired", JSON.stringify({ ...option, T: 0 })],
    ] as const;
    const { rows, code, err } = await asked("greeks", [
      JSON.stringify(option),
      "",
      ...bad.map(([, line]) => line),
    ]);

    expect(code).toBe(2);
    expect(rows[0]).toHaveProperty("delta");
    expect(rows.slice(1).map((row) => (row["error"] as Row)["code"])).toEqual(bad.map(([fault]) => fault));
    expect(err).toEqual(['8 of 10 lines were refused; each says why in "error".']);
  });

  it.each(["american", "iv"])("refuses an option without time for %s by its reason", async (what) => {
    const option = { type: "P", S: 600, K: 601, vol: 0.15, r: 0.04, q: 0, price: 1 };
    const { rows, code } = await asked(
      what,
      [0, -0, -1e-9].map((T) => JSON.stringify({ ...option, T })),
    );

    expect(code).toBe(2);
    for (const row of rows) {
      expect(row["error"]).toMatchObject({
        code: "expired",
        detail: expect.stringMatching(/T must be above 0/),
      });
      expect(row).not.toHaveProperty("american");
      expect(row).not.toHaveProperty("status");
    }
  });

  it("says of a price at its discounted intrinsic value that only the limit 0 fits, and of one beside it more", async () => {
    const option = { type: "C", S: 600, K: 590, T: 0.001, r: 0, q: 0 };
    const { rows, code } = await asked(
      "iv",
      [10, 9.999_999, 10.000_001, 0, 600, -1].map((price) => JSON.stringify({ ...option, price })),
    );

    expect(code).toBe(0);
    expect(rows.map((row) => row["status"])).toEqual([
      "zeroPrice",
      "belowIntrinsic",
      "ok",
      "belowIntrinsic",
      "aboveMax",
      "belowIntrinsic",
    ]);
    expect(rows.map((row) => row["iv"] === null)).toEqual([true, true, false, true, true, true]);
  });

  it.each([
    ["lengthsDiffer", { correlation: { x: [1, 2], y: [1], window: 2, ewmaLambda: 0.9 } }],
    ["outOfRange", { correlation: { x: [1, 2], y: [1, 2], window: 2.5, ewmaLambda: 0.9 } }],
    ["lengthsDiffer", { hayashiYoshida: { tx: [0, 1], px: [0], ty: [0], py: [0] } }],
    ["outOfRange", { calibration: { p: [1.2], y: [1] } }],
    ["outOfRange", { hmm: { y: [0], pi: [1], A: [[1]], mu: [0], sigma: [0] } }],
    ["lengthsDiffer", { hmm: { y: [0], pi: [0.5, 0.5], A: [[1]], mu: [0], sigma: [1] } }],
    ["outOfRange", { gex: { S: 600, T: 0.001, sign: "both", chain: [] } }],
    ["tooFew", { risk: { returns: [] } }],
    ["noTopic", { weather: {} }],
    ["noTopic", { topic: "weather" }],
  ])("answers statistics that are none with %s", async (fault, line) => {
    const { rows, code } = await asked("stats", [JSON.stringify(line)]);

    expect(code).toBe(2);
    expect((rows[0]?.["error"] as Row | undefined)?.["code"]).toBe(fault);
  });

  it("knows of no record that is long enough for a negative Sharpe ratio", async () => {
    const series = [-0.02, 0.01, -0.03, 0.005, -0.01];
    const { rows, code } = await asked("stats", [JSON.stringify({ sharpe: { series } })]);

    expect(code).toBe(0);
    expect(rows[0]?.["sharpe"]).toMatchObject({ sr: expect.any(Number), minTRL95: null });
  });

  it("refuses a strip with a crossed quote, and names the strike", async () => {
    const quotes = [
      [599, 1.6, 1.7, 0.5, 0.6],
      [600, 1, 1.1, 1, 1.1],
      [601, 0.6, 0.5, 1.5, 1.6],
    ];
    const { rows } = await asked("vix", [JSON.stringify({ near: { minutes: 390, r: 0, quotes } })]);

    expect(rows.map((row) => row["error"])).toMatchObject([
      { code: "crossedQuote", detail: expect.stringContaining("near at strike 601") as string },
    ]);
  });

  it("refuses strips that are none and what it does not offer", async () => {
    const quotes = [
      [600, 1, 1.1, 1, 1.1],
      [599, 1, 1.1, 1, 1.1],
    ];
    const { rows } = await asked("vix", [
      JSON.stringify({ near: { minutes: 390, r: 0, quotes } }),
      JSON.stringify({ near: { minutes: 390, r: 0, quotes: [] } }),
    ]);

    expect(rows.map((row) => (row["error"] as Row)["code"])).toEqual(["badTerm", "noForward"]);
    await expect(asked("rho", [])).rejects.toThrow(BadInputError);
    await expect(runQuant("iv", "/nowhere/lines.jsonl", { out: () => {}, err: () => {} })).rejects.toThrow(
      BadInputError,
    );
  });
});

/** Paths of numbers that are not there or not the same. */
function differences(wanted: unknown, got: unknown, path = ""): string[] {
  if (path.endsWith(".note") || path.startsWith(".meta")) return [];
  if (typeof wanted === "number")
    return typeof got === "number" && Math.abs(got - wanted) <= 1e-8 * Math.max(Math.abs(wanted), 1e-3)
      ? []
      : [`${path}: ${String(got)} instead of ${wanted}`];
  if (typeof wanted !== "object" || wanted === null) return [];
  return Object.entries(wanted).flatMap(([name, value]) =>
    differences(value, (got as Row | undefined)?.[name], `${path}.${name}`),
  );
}
