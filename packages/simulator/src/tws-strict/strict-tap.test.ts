import { afterEach, describe, expect, it } from "vitest";
import { openRawTwsClient } from "./raw-tws-client.ts";
import { openScriptedServer, type ScriptedServer } from "./scripted-server.ts";
import { openStrictTap, type StrictTap } from "./strict-tap.ts";
import { specFields } from "./testing/spec-frame.ts";

let server: ScriptedServer | undefined;
let tap: StrictTap | undefined;

afterEach(async () => {
  await tap?.close();
  await server?.close();
});

async function open(answer: string): Promise<StrictTap> {
  server = await openScriptedServer({ serverVersion: 193, answer: () => [specFields(answer)] });
  tap = await openStrictTap({ gatewayPort: server.port });
  return tap;
}

describe("StrictTap", () => {
  it("passes a conversation on and reads both sides", async () => {
    const { port, requests, messages, faults } = await open("49 1 1795357800");
    const client = await openRawTwsClient({ port, clientId: 1 });

    client.send("reqCurrentTime");
    await client.waitFor(() => client.named("currentTime").length === 2);

    expect(requests.map(({ name }) => name)).toEqual(["startApi", "reqCurrentTime"]);
    expect(messages.map(({ name }) => name)).toEqual(["currentTime", "currentTime"]);
    expect(faults).toEqual([]);
    await client.close();
  });

  it("keeps what the gateway says against the protocol", async () => {
    const { port, faults } = await open("49 1 1795357800 _");
    const client = await openRawTwsClient({ port, clientId: 1 });

    await expect.poll(() => client.faults).toHaveLength(1);

    expect(faults).toMatchObject([{ frame: "currentTime", field: "end" }]);
    await client.close();
  });

  it("keeps what the client says against the protocol, and lets it through", async () => {
    const { port, faults } = await open("49 1 1795357800");
    const client = await openRawTwsClient({ port, clientId: 1 });

    client.sendFields(specFields("49 2"));

    await expect.poll(() => server?.faults).toHaveLength(1);
    expect(faults).toMatchObject([{ frame: "reqCurrentTime", field: "version" }]);
    await client.close();
  });

  it("closes one side when the other does", async () => {
    const { port } = await open("49 1 1795357800");
    const client = await openRawTwsClient({ port, clientId: 1 });

    await server?.close();

    await client.waitForClose();
    expect(client.closed).toBe(true);
  });
});
