import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openBooksFile } from "./books-file.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "smart0dte-books-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a file is made with its folder, replaced whole, and leaves nothing beside it", () => {
  const path = join(folder, "broker", "run.books");
  const file = openBooksFile(path);
  expect(file.read()).toBeNull();
  file.write("a long first text");
  file.write("second");

  expect(openBooksFile(path).read()).toBe("second");
  expect(readdirSync(join(folder, "broker"))).toEqual(["run.books"]);
});

test("what is set aside stays under its label, a second time under a number", () => {
  const file = openBooksFile(join(folder, "run.books"));
  for (const text of ["first", "second"]) {
    file.write(text);
    file.setAside("monday");
  }

  expect(file.read()).toBeNull();
  expect(readFileSync(join(folder, "run.books.monday"), "utf8")).toBe("first");
  expect(readFileSync(join(folder, "run.books.monday.2"), "utf8")).toBe("second");
});
