import { describe, expect, it } from "vitest";
import { checkedKey, cramReply } from "./cram-reply.ts";
import { TEST_KEY } from "./testing/machine-trial.ts";

describe("cramReply", () => {
  it("answers the specification's challenge with its hash and the key's last five characters", () => {
    expect(cramReply("abcd1234", TEST_KEY)).toBe(
      "be87ce3d564b64481d4ad1902e2b41b26e3eef62b9de37d87eb4a1d4a5199b6f-FFFFF",
    );
  });
});

describe("checkedKey", () => {
  it.each([
    ["shorter than 32 characters", "db-secret"],
    ["longer than 32 characters", `${TEST_KEY}x`],
    ["with a line end", TEST_KEY.replace("u", "\n")],
    ["with a letter outside of ASCII", TEST_KEY.replace("u", "ü")],
    ["with a blank", TEST_KEY.replace("u", " ")],
    ["with a separator of fields", TEST_KEY.replace("u", "|")],
  ])("refuses a key %s without showing it", (_, key) => {
    let said = "";
    try {
      checkedKey(key);
    } catch (error) {
      said = String(error);
    }

    expect(said).toMatch(/^LiveError: An API key/);
    expect(said).not.toContain(key);
    expect(said).not.toContain(key.slice(0, 9));
  });
});
