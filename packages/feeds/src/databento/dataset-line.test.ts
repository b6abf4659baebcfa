import { createServer, type Server } from "node:net";
import { encodeMetadata } from "@smart0dte/databento";
import { afterEach, describe, expect, it } from "vitest";
import { equitiesAtStart, indexAtStart, type Wanted } from "./chain-plan.ts";
import { DatasetLine } from "./dataset-line.ts";
import type { FeedMessage } from "./feed-messages.ts";
import { anErrorRecord, aMappingRecord } from "./testing/builders-record.ts";
import { aTranslator } from "./testing/builders-translator.ts";

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A gateway that ends a session with error 5 when one of these schemas is asked for. */
async function aGateway(refused: readonly string[], text: string) {
  const sessions: string[][] = [];
  const server: Server = createServer((socket) => {
    const asked: string[] = [];
    sessions.push(asked);
    socket.write("lsg_version=0.0.0\ncram=abcd\n");
    let heard = "";
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      heard += chunk.toString("utf8");
      for (let end = heard.indexOf("\n"); end >= 0; end = heard.indexOf("\n")) {
        const line = heard.slice(0, end);
        heard = heard.slice(end + 1);
        if (line.startsWith("auth=")) socket.write("success=1|session_id=77|\n");
        const schema = /^schema=([^|]+)/.exec(line)?.[1];
        if (schema !== undefined) asked.push(schema);
        if (!line.startsWith("start_session")) continue;
        socket.write(encodeMetadata({ dataset: "EQUS.MINI", schema: null, stypeIn: null }));
        if (asked.some((one) => refused.includes(one))) socket.end(anErrorRecord(text, 5));
        else socket.write(aMappingRecord({ id: 8, asked: "SPY", resolved: "SPY" }));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  return { sessions, port: typeof address === "object" && address !== null ? address.port : 0 };
}

function aLine(port: number, wanted: readonly Wanted[]) {
  const messages: FeedMessage[] = [];
  const line = new DatasetLine(
    {
      connection: 0,
      live: { key: "k".repeat(32), dataset: "EQUS.MINI", gateway: { host: "127.0.0.1", port } },
      translator: aTranslator(),
      tape: null,
      tell: (message) => messages.push(message),
      onTaken: () => {},
      onReplayed: () => {},
    },
    wanted,
  );
  closing.push(() => line.stop());
  line.start();
  const states = () => messages.flatMap((message) => (message.kind === "connection" ? [message.state] : []));
  return { messages, states };
}

describe("a schema that a data set refuses", () => {
  it("is done without where the desk can, and that is said", async () => {
    const gateway = await aGateway(["status"], "Schema status is not offered");

    const { messages, states } = aLine(gateway.port, equitiesAtStart());

    await expect.poll(() => gateway.sessions.at(-1)).toEqual(["mbp-1", "trades"]);
    await expect.poll(() => states().at(-1)).toBe("streaming");
    expect(gateway.sessions[0]).toEqual(["mbp-1", "trades", "status"]);
    expect(states()).not.toContain("failed");
    expect(messages.filter(({ kind }) => kind === "alarm")).toMatchObject([{ code: "schemaRefused" }]);
  });

  it("is the end of the data set where the desk cannot do without", async () => {
    const gateway = await aGateway(["trades"], "Schema trades is not offered");

    const { states } = aLine(gateway.port, indexAtStart());

    await expect.poll(() => states().at(-1)).toBe("failed");
    expect(gateway.sessions).toHaveLength(1);
  });
});
