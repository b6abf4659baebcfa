import { createHash } from "node:crypto";
import { aPlan, aSignal, minute } from "@smart0dte/domain/testing";
import type { CommandId, Decision } from "@smart0dte/domain";
import { describe, expect, it } from "vitest";
import { DecisionDigest, digestOf } from "./index.ts";

const DONE: Decision = { type: "commandDone", at: minute(1), commandId: "c-1" as CommandId };

describe("the digest", () => {
  it("is the SHA-256 of the lines it gave, each with its end", () => {
    const digest = new DecisionDigest();
    const lines = [digest.add(aSignal()), digest.add(aPlan())];

    expect(lines[0]).toMatch(/^\{"at":.*"type":"signal".*\}$/);
    expect(digest.hex()).toBe(
      createHash("sha256")
        .update(`${lines.join("\n")}\n`)
        .digest("hex"),
    );
  });

  it("of nothing is that of no bytes", () => {
    expect(digestOf([])).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  });

  it("leaves out what does not count", () => {
    expect(new DecisionDigest().add(DONE)).toBeNull();
    expect(digestOf([aSignal(), DONE])).toBe(digestOf([aSignal()]));
  });

  it("can be asked on the way", () => {
    const digest = new DecisionDigest();
    digest.add(aSignal());

    expect([digest.hex(), digest.hex()]).toEqual([digestOf([aSignal()]), digestOf([aSignal()])]);
    digest.add(aPlan());
    expect(digest.hex()).toBe(digestOf([aSignal(), aPlan()]));
  });

  it("depends on the order and on every number", () => {
    expect(digestOf([aPlan(), aSignal()])).not.toBe(digestOf([aSignal(), aPlan()]));
    expect(digestOf([aSignal({ score: 0.5 })])).not.toBe(digestOf([aSignal({ score: 0.25 })]));
  });
});
