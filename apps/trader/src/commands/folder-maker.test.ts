import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { aFolder } from "../testing/real-minutes.ts";
import { makeFolders } from "./folder-maker.ts";

it("makes what is missing, and is content with what is there", () => {
  const folder = join(aFolder(), "a", "b", "c");

  makeFolders(folder);
  makeFolders(folder);

  expect(statSync(folder).isDirectory()).toBe(true);
});

it("refuses a file in the way", () => {
  const file = join(aFolder(), "file");
  writeFileSync(file, "");

  expect(() => makeFolders(join(file, "below"))).toThrow(/EEXIST|ENOTDIR/);
  expect(() => makeFolders(file)).toThrow(/EEXIST/);
});

it.skipIf(!existsSync("/proc/self"))(
  "returns from a place that says of its entries that it is not there",
  () => {
    expect(() => makeFolders("/proc/smart0dte/history")).toThrow(/ENOENT/);
  },
);
