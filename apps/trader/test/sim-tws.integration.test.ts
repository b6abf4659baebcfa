import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRawTwsClient, type RawTwsClient } from "@smart0dte/simulator/tws-strict";
import { afterEach, beforeEach, expect, it } from "vitest";
import { DeskChild } from "./desk-child.ts";
import { everythingHeld } from "./tws-answers.ts";
import { anOrder } from "./tws-door-story.ts";

const ACCOUNT = "DU1234567";
/** A contract near the market is found by its strike. */
const CALL = { symbol: "SPY", secType: "OPT", right: "C", exchange: "SMART", currency: "USD" };

let folder: string;
let child: DeskChild;
const clients: RawTwsClient[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "smart0dte-sim-"));
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  await child.end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

/** `smart0dte sim` with a TWS on a free port, as a process of its own. */
async function aSim(more: readonly string[]): Promise<RawTwsClient> {
  const words = ["--tws-port", "0", "--tws-account", ACCOUNT, "--seed", "7", "--date", "2026-03-13"];
  child = new DeskChild(["sim", ...words, "--from", "10:00", ...more], {}, "pipe");
  const port = Number(await child.says(/^TWS protocol on 127\.0\.0\.1:(\d+), account DU1234567/m));
  const client = await openRawTwsClient({ port, clientId: 7, deadlineMs: 20_000 });
  clients.push(client);
  await client.waitFor(({ name, values }) => name === "error" && values["errorCode"] === 2158);
  return client;
}

/** The first call of SPY whose strike is listed. */
async function aCall(client: RawTwsClient): Promise<{ conId: number; symbol: string; secType: string }> {
  client.send("reqContractDetails", { reqId: 1, ...CALL });
  await client.waitFor("contractDataEnd");
  const calls = client.named("contractData");
  const conId = Number(calls[Math.floor(calls.length / 2)]?.values["conId"]);
  return { conId, symbol: "SPY", secType: "OPT" };
}

const status = (client: RawTwsClient, orderId: number, text: string) =>
  client.waitFor(
    ({ name, values }) =>
      name === "orderStatus" && values["orderId"] === orderId && values["status"] === text,
  );

it("smart0dte sim --tws-port serves a TWS, takes its faults by flags and lines, and ends", async () => {
  const client = await aSim(["--tws-version", "189", "--tws-fault", "malformedReject"]);
  expect(client.serverVersion).toBe(189);
  const call = await aCall(client);
  client.send("placeOrder", { orderId: 1, ...anOrder(call) });
  await client.waitFor(({ name, values }) => name === "error" && values["errorCode"] === 201);
  child.hears("tws:drop afterSend");
  await child.says(/\d tws:drop afterSend$/m);
  client.send("placeOrder", { orderId: 2, ...anOrder(call) });
  await client.waitForClose();

  expect(client.faults).toEqual([]);
  expect(child.stdout.join("\n")).not.toContain("Databento");
  expect(await child.end("SIGTERM")).toMatchObject({ code: 0 });
});

it("what the broker holds survives kill -9 of the simulation", async () => {
  const books = ["--tws-books", join(folder, "broker.books"), "--speed", "2"];
  let client = await aSim(books);
  const call = await aCall(client);
  client.send("placeOrder", { orderId: 1, ...anOrder(call, { orderType: "MKT" }) });
  client.send("placeOrder", { orderId: 2, ...anOrder(call, { totalQuantity: 3 }) });
  await status(client, 1, "Filled");
  await status(client, 2, "Submitted");
  // the last that is told of the fill by itself
  await client.waitFor("commissionReport");
  const held = await everythingHeld(client);
  await child.end("SIGKILL");
  client = await aSim(books);

  expect(await everythingHeld(client)).toEqual(held);
});

it("books that cannot be read are refused in a sentence, and nothing is served", async () => {
  const file = join(folder, "broker.books");
  writeFileSync(file, "{}");
  child = new DeskChild(["sim", "--tws-port", "0", "--tws-books", file]);
  const { code, stderr } = await child.ended();

  expect(code).toBe(2);
  expect(stderr.join("\n")).toMatch(/^The books of the simulated broker in .*broker\.books cannot be read: /);
});

it("nobody is told of what cannot be written: the simulation ends in a sentence", async () => {
  const file = join(folder, "no-folder");
  writeFileSync(file, "");
  const client = await aSim(["--tws-books", join(file, "broker.books")]);
  client.send("placeOrder", { orderId: 1, ...anOrder(await aCall(client)) });
  await client.waitForClose();
  const { code, stderr } = await child.ended();

  expect([...client.named("openOrder"), ...client.named("orderStatus")]).toEqual([]);
  expect(stderr.join("\n")).toMatch(/^The books of the simulated broker cannot be written to /m);
  expect(code).toBe(1);
});
