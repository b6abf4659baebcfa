import { afterEach, describe, expect, it } from "vitest";
import { openRawTwsClient } from "./raw-tws-client.ts";
import { openScriptedServer, type ScriptedServer } from "./scripted-server.ts";
import { specFields } from "./testing/spec-frame.ts";

const CONNECTED = ["15 1 DU1234567", "9 1 7", "4 2 -1 2104 Market~data~farm~connection~is~OK:usfarm _"];

let server: ScriptedServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function serve(answers: Readonly<Record<string, readonly string[]>>): Promise<ScriptedServer> {
  server = await openScriptedServer({
    serverVersion: 193,
    answer: ({ name }) => (answers[name] ?? []).map((line) => specFields(line)),
  });
  return server;
}

describe("RawTwsClient", () => {
  it("goes through the handshake and keeps the messages in order", async () => {
    const { port, requests } = await serve({ startApi: CONNECTED });
    const client = await openRawTwsClient({ port, clientId: 4 });

    await client.waitFor("error");

    expect(client).toMatchObject({ serverVersion: 193, connectionTime: "20261122 09:30:00 US/Eastern" });
    expect(client.messages.map(({ name }) => name)).toEqual(["managedAccounts", "nextValidId", "error"]);
    expect(client.faults).toEqual([]);
    expect(requests.map(({ name, values }) => [name, values["clientId"]])).toEqual([["startApi", 4]]);
    await client.close();
  });

  it("sends requests the strict reader takes and waits for what they bring", async () => {
    const { port } = await serve({ reqPositions: ["62 1"], reqCurrentTime: ["49 1 1795357800"] });
    const client = await openRawTwsClient({ port, clientId: 1 });

    client.send("reqPositions");
    client.send("reqCurrentTime");
    const time = await client.waitFor(({ name }) => name === "currentTime");

    expect(time.values).toEqual({ version: 1, time: 1795357800 });
    expect(client.named("positionEnd")).toHaveLength(1);
    expect(client.named("positionEnd", 1)).toHaveLength(0);
    await client.close();
  });

  it("keeps the faults of a server and reads on", async () => {
    const { port } = await serve({ reqPositions: ["62 1 _", "62 1"] });
    const client = await openRawTwsClient({ port, clientId: 1 });

    client.send("reqPositions");
    await client.waitFor("positionEnd");

    expect(client.faults).toEqual([
      expect.objectContaining({ frame: "positionEnd", field: "end", position: 2 }),
    ]);
    expect(client.frames).toHaveLength(2);
    await client.close();
  });

  it("tells at the deadline what it waited for and what came instead", async () => {
    const { port } = await serve({ reqPositions: ["62 1"] });
    const client = await openRawTwsClient({ port, clientId: 1, deadlineMs: 800 });

    client.send("reqPositions");

    await expect(client.waitFor("pnl")).rejects.toThrow("800 ms passed before pnl came. Last: positionEnd");
    await client.close();
  });

  it("tells when the connection closes before what it waits for", async () => {
    const { port } = await serve({});
    const client = await openRawTwsClient({ port, clientId: 1 });
    const waiting = expect(client.waitFor("pnl")).rejects.toThrow("the connection closed");

    await server?.close();

    await waiting;
    expect(client.closed).toBe(true);
  });

  it("gives up after a length no frame has, for nothing after it can be found", async () => {
    const { port, sockets } = await serve({});
    const client = await openRawTwsClient({ port, clientId: 1 });

    sockets[0]?.write(Uint8Array.of(0, 0, 0, 0));
    await client.waitForClose();

    expect(client.faults).toEqual([expect.objectContaining({ frame: "frame", field: "length" })]);
  });

  it("rejects where nobody listens", async () => {
    const { port } = await serve({});
    await server?.close();

    await expect(openRawTwsClient({ port, clientId: 1 })).rejects.toThrow("the connection closed");
  });
});
