import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseTwsFault } from "@smart0dte/simulator/tws-door";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import { noteBrokerAddress } from "../src/halts/broker-address-file.ts";
import { runCommand, type Ended } from "./desk-child.ts";
import { ACCOUNT, aTwsDoor, type OpenTwsDoor } from "./tws-door-builder.ts";
import { anOrder } from "./tws-door-story.ts";

const folder = mkdtempSync(join(tmpdir(), "smart0dte-halt-"));
let open: OpenTwsDoor;

/** A gateway with two orders of one client that nobody fills. */
beforeEach(async () => {
  open = await aTwsDoor({ paused: true });
  const [client, option] = [await open.client(), await open.option(2)];
  for (const orderId of [1, 2])
    client.send("placeOrder", { orderId, ...anOrder(option, { lmtPrice: 0.01 }) });
  await client.waitFor(
    ({ name, values }) =>
      name === "orderStatus" && values["status"] === "Submitted" && values["orderId"] === 2,
  );
});
afterEach(async () => open.close());
afterAll(() => rmSync(folder, { recursive: true }));

const halt = (...args: readonly string[]): Promise<Ended> =>
  runCommand(["halt", "--data", folder, "--global-cancel", ...args]);
const states = (): readonly string[] => open.door.snapshot().orders.map(({ status }) => status);

describe.skipIf(process.platform !== "linux")("smart0dte halt --global-cancel", () => {
  it("cancels orders of others over a connection of its own, and says what the broker shows afterwards", async () => {
    const { code, stdout } = await halt("--tws", `127.0.0.1:${open.door.port}`);

    expect(stdout).toContain(
      `CANCELLED  2 orders at 127.0.0.1:${open.door.port}; the broker shows none that could fill`,
    );
    expect([code, states()]).toEqual([0, ["Cancelled", "Cancelled"]]);
  });

  it("finds the broker of the folder's desk by itself", async () => {
    noteBrokerAddress(folder, { host: "127.0.0.1", port: open.door.port, account: ACCOUNT });

    const { code, stdout } = await halt("--json");

    expect(JSON.parse(stdout.join(""))).toMatchObject({
      lasts: true,
      broker: { address: `127.0.0.1:${open.door.port}`, outcome: { kind: "cancelled", orders: 2 } },
    });
    expect([code, states()]).toEqual([0, ["Cancelled", "Cancelled"]]);
  });

  it("fails, halted all the same, where the broker does not answer", async () => {
    const freeze = parseTwsFault("freeze:60");
    if (freeze.ok) open.door.fault(freeze.value);

    const { code, stderr } = await halt("--tws", `127.0.0.1:${open.door.port}`);

    expect(stderr.join("\n")).toMatch(/NOT CANCELLED at the broker: .*\. Cancel in TWS\./);
    expect([code, states()]).toEqual([1, ["Submitted", "Submitted"]]);
  });
});
