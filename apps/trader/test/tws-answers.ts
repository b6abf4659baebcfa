import type { ClientRequestName, RawTwsClient, ServerMessageName } from "@smart0dte/simulator/tws-strict";

/** What a gateway answers when it is asked for everything that it holds; every frame, field by field. */
export async function everythingHeld(
  client: RawTwsClient,
): Promise<Readonly<Record<string, readonly string[]>>> {
  // what is told unasked has been heard when this is answered
  client.send("reqCurrentTime");
  await client.waitFor("currentTime", client.messages.length);
  const answers: Record<string, readonly string[]> = {};
  for (const [request, end, values] of ASKED) {
    const from = client.frames.length;
    const heard = client.messages.length;
    client.send(request, values);
    await client.waitFor(end, heard);
    answers[request] = client.frames.slice(from).map((fields) => fields.join("|"));
  }
  return answers;
}

const ASKED: readonly (readonly [ClientRequestName, ServerMessageName, Readonly<Record<string, number>>])[] =
  [
    ["reqAllOpenOrders", "openOrderEnd", {}],
    ["reqOpenOrders", "openOrderEnd", {}],
    ["reqExecutions", "executionEnd", { reqId: 9_001 }],
    ["reqCompletedOrders", "completedOrdersEnd", {}],
    ["reqPositions", "positionEnd", {}],
    ["reqIds", "nextValidId", { numIds: 1 }],
  ];
