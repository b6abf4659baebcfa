import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runOn, writeChain } from "./testing/written-chain.ts";

const folder = (): string => mkdtempSync(join(tmpdir(), "plot-"));

describe("smart0dte chain --plot", () => {
  it("writes the picture and prints what it prints without", async () => {
    const plot = join(folder(), "picture.svg");
    const file = writeChain();
    const { code, out, err } = await runOn([file], { plot });

    expect({ code, err, out }).toEqual({ code: 0, err: [], out: (await runOn([file])).out });
    expect(readFileSync(plot, "utf8")).toMatch(/^(<\?xml[^>]*>\s*)?<svg[\s\S]*<\/svg>\s*$/);
  });

  it("replaces a picture that is there, and leaves nothing beside it", async () => {
    const place = folder();
    const plot = join(place, "picture.svg");
    writeFileSync(plot, "old");
    await runOn([writeChain()], { plot });

    expect(readFileSync(plot, "utf8")).toContain("<svg");
    expect(readdirSync(place)).toEqual(["picture.svg"]);
  });

  it.each(["picture.png", "picture.pdf", "picture", "svg"])(
    "refuses %s by name, before any work",
    async (name) => {
      const plot = join(folder(), name);
      const { code, out, err } = await runOn([writeChain()], { plot });

      expect({ code, out, lines: err.length }).toEqual({ code: 2, out: [], lines: 1 });
      expect(err[0]).toContain(`"${plot}" must end in .svg`);
      expect(existsSync(plot)).toBe(false);
    },
  );

  it("refuses several chains: one picture is of one", async () => {
    const { code, err } = await runOn([writeChain(), writeChain()], { plot: join(folder(), "p.svg") });

    expect({ code, err: err.join() }).toMatchObject({ code: 2 });
    expect(err.join()).toContain("2 files are named");
  });

  it("says where it cannot be written, and how to go on", async () => {
    const place = folder();
    mkdirSync(join(place, "taken.svg"));
    for (const plot of [join(place, "nowhere", "p.svg"), join(place, "taken.svg")]) {
      const { code, out, err } = await runOn([writeChain()], { plot });

      expect({ code, out }).toEqual({ code: 2, out: [] });
      expect(err.join()).toContain(`--plot cannot write ${plot}`);
    }
    expect(readdirSync(place)).toEqual(["taken.svg"]);
  });

  it("draws nothing of a chain that is refused", async () => {
    const plot = join(folder(), "p.svg");
    const { code } = await runOn(["nowhere.csv"], { plot });

    expect({ code, there: existsSync(plot) }).toEqual({ code: 2, there: false });
  });
});
