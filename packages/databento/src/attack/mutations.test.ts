import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runAttack } from "./attack-run.ts";

const folder = fileURLToPath(new URL("../../../../../shared/data/dbn/files", import.meta.url));

describe.skipIf(!existsSync(folder))("damaged streams", () => {
  it("end in a typed error, a truncation or the records that their bytes still are", async () => {
    const { faults, ends } = await runAttack({ places: [folder], seed: 1, first: 0, count: 5_000 });

    expect(faults.slice(0, 10)).toEqual([]);
    // an attack that damages nothing would find nothing
    expect(Object.keys(ends)).toEqual(
      expect.arrayContaining(["badMetadata", "badRecord", "badZstd", "truncated", "whole"]),
    );
  });
});
