import { EventName, IBApi } from "@stoqey/ib";
import type { OpenTwsCodec, TwsAddress, TwsCodec } from "../words/tws-codec.ts";
import type { TwsHeard } from "../words/tws-heard.ts";
import { hearAnswers } from "./answer-hearing.ts";
import { hearOrders } from "./order-hearing.ts";
import { guardSocket } from "./socket-guard.ts";
import { speak } from "./speaking.ts";

/** A backstop over our own pacing: as many in 100 ms as that lets pass, so that it never makes a cancel wait. */
const LIBRARY_MESSAGES_PER_SECOND = 50;
/** Connection gone: the library says so with these codes, and says nothing else. */
const CONNECT_FAILED = 502;

/**
 * The text protocol up to server version 193 through the library's low-level class.
 *
 * One `IBApi` for one connection: an old one keeps what was said while it was down and sends it after a reconnect.
 */
export const openIbApiCodec: OpenTwsCodec = (address, hear) =>
  new IbApiCodec(address, hear, LIBRARY_MESSAGES_PER_SECOND);

/** The same with another backstop: for a gateway that sets no limit. */
export const ibApiCodecAt =
  (messagesPerSecond: number): OpenTwsCodec =>
  (address, hear) =>
    new IbApiCodec(address, hear, messagesPerSecond);

class IbApiCodec implements TwsCodec {
  readonly #api: IBApi;
  readonly #hear: (heard: TwsHeard) => void;
  #isClosed = false;
  #failure = "";

  constructor({ host, port, clientId }: TwsAddress, hear: (heard: TwsHeard) => void, maxReqPerSec: number) {
    this.#hear = hear;
    this.#api = new IBApi({ host, port, clientId, maxReqPerSec });
    this.#listen();
    guardSocket(this.#api, {
      hear: (heard) => {
        this.#say(heard);
      },
      fail: (error) => {
        this.#say({ hear: "unreadable", what: "message", why: error.message });
      },
    });
    this.#api.connect();
  }

  say(words: Parameters<TwsCodec["say"]>[0]): void {
    if (!this.#isClosed) speak(this.#api, words);
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#api.disconnect();
  }

  #listen(): void {
    const api = this.#api;
    const guarded =
      <Args extends unknown[]>(what: string, read: (...args: Args) => TwsHeard | null) =>
      (...args: Args): void => {
        this.#read(what, () => read(...args));
      };
    api.on(EventName.server, (serverVersion) => {
      this.#say({ hear: "opened", serverVersion });
    });
    api.on(EventName.disconnected, () => {
      this.#end();
    });
    api.on(EventName.info, (text: string, code: number) => {
      this.#say({ hear: "notice", code, text, about: null });
    });
    api.on(EventName.error, (error: Error, code: number, about: number) => {
      this.#notice(error.message, code, about);
    });
    hearOrders(api, guarded);
    hearAnswers(api, guarded);
  }

  #notice(text: string, code: number, about: number): void {
    const isOfConnection = typeof about !== "number" || about === -1;
    if (isOfConnection && /^(Underrun|Decoding) error/.test(text)) {
      this.#say({ hear: "unreadable", what: "message", why: text });
      return;
    }
    this.#say({ hear: "notice", code, text, about: isOfConnection ? null : about });
    if (code !== CONNECT_FAILED) return;
    this.#failure = text;
    // a refused connection has no `disconnected` of its own
    if (!this.#api.isConnected) this.#end();
  }

  /** A throw of ours must not escape into the socket's handler: the messages behind it would be lost. */
  #read(what: string, read: () => TwsHeard | null): void {
    try {
      const heard = read();
      if (heard !== null) this.#say(heard);
    } catch (error) {
      this.#say({ hear: "unreadable", what, why: error instanceof Error ? error.message : String(error) });
    }
  }

  #end(): void {
    if (this.#isClosed) return;
    this.#say({
      hear: "closed",
      why: this.#failure === "" ? "the broker closed the connection" : this.#failure,
    });
    this.close();
  }

  #say(heard: TwsHeard): void {
    if (!this.#isClosed) this.#hear(heard);
  }
}
