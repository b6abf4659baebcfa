import { EventName, type IBApi } from "@stoqey/ib";
import { InvariantError } from "@smart0dte/domain";
import type { TwsHeard } from "../words/tws-heard.ts";

export interface SocketGuard {
  hear(heard: TwsHeard): void;
  fail(error: Error): void;
}

/**
 * Keeps what the library's decoder throws from leaving the socket's handler.
 *
 * A reject whose payload is no JSON makes the decoder throw; uncaught it ends the process, and the next message is
 * lost with it. The reject itself is read here before the decoder sees it, then `fail` says that the rest is in doubt.
 */
export function guardSocket(api: IBApi, { hear, fail }: SocketGuard): void {
  const socket = innerSocket(api);
  const onData: unknown = Reflect.get(socket, "onData");
  if (typeof onData !== "function") throw changed("onData");
  api.on(EventName.received, (tokens: readonly string[]) => {
    const reject = brokenReject(tokens);
    if (reject !== null) hear(reject);
  });
  Reflect.set(socket, "onData", (chunk: unknown) => {
    try {
      Reflect.apply(onData, socket, [chunk]);
    } catch (error) {
      fail(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

/** The library has no door to its socket; if its insides change, this must be noticed before an order goes out. */
function innerSocket(api: IBApi): object {
  const controller = part(api, "controller");
  return part(controller, "socket");
}

function part(whole: object, name: string): object {
  const found: unknown = Reflect.get(whole, name);
  if (typeof found !== "object" || found === null) throw changed(name);
  return found;
}

const changed = (name: string): InvariantError =>
  new InvariantError("The TWS library is not the one this was written for", { missing: name });

/** Error message: `4|2|id|code|text|json`. */
function brokenReject(tokens: readonly string[]): TwsHeard | null {
  const [message, version, id = "", code = "", text = "", json = ""] = tokens;
  if (message !== "4" || version !== "2" || json === "" || isJson(json)) return null;
  const about = Number(id);
  return { hear: "notice", code: Number(code), text, about: about === -1 ? null : about };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
