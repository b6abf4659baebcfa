import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { whyInstall } from "./install.mjs";

let checkout;
const write = (path, value) =>
  writeFileSync(join(checkout, path), typeof value === "string" ? value : JSON.stringify(value));
const lock = (zod) => ({
  packages: {
    "": {},
    "apps/gateway": {},
    "node_modules/zod": { version: zod },
    "node_modules/only-on-a-mac": { version: "1.0.0", optional: true },
  },
});
const installed = (zod) => ({ packages: { "apps/gateway": {}, "node_modules/zod": { version: zod } } });

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), "smart0dte-checkout-"));
  write(".nvmrc", "24.21.0\n");
  write("package-lock.json", lock("4.6.7"));
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

describe("packages are installed", () => {
  it("when there are none", () => {
    expect(whyInstall(checkout)).toBe("there are none yet");
  });

  it("when an installation broke off before npm wrote what it had done", () => {
    mkdirSync(join(checkout, "node_modules"));

    expect(whyInstall(checkout)).toBe("what is there was not made from this lock");
  });

  it("when a person installed from another lock", () => {
    mkdirSync(join(checkout, "node_modules"));
    write("node_modules/.package-lock.json", installed("4.6.6"));

    expect(whyInstall(checkout)).toBe("what is there was not made from this lock");
  });

  it("when one that this platform needs is missing", () => {
    mkdirSync(join(checkout, "node_modules"));
    write("node_modules/.package-lock.json", { packages: { "apps/gateway": {} } });

    expect(whyInstall(checkout)).toBe("what is there was not made from this lock");
  });

  it("when the lock has changed since", () => {
    mkdirSync(join(checkout, "node_modules"));
    write("node_modules/.package-lock.json", installed("4.6.7"));
    whyInstall(checkout);
    write("package-lock.json", lock("4.6.8"));

    expect(whyInstall(checkout)).toBe("the lock, the platform or Node has changed");
  });
});

describe("packages are left as they are", () => {
  it("when a person ran npm ci, packages of other platforms aside", () => {
    mkdirSync(join(checkout, "node_modules"));
    write("node_modules/.package-lock.json", installed("4.6.7"));

    expect(whyInstall(checkout)).toBeNull();
    expect(whyInstall(checkout)).toBeNull();
  });
});
