import { setTimeout as wait } from "node:timers/promises";
import { openIbApiCodec } from "../wire/ib-api-codec.ts";
import type { TwsCodec } from "../words/tws-codec.ts";
import type { TwsHeard } from "../words/tws-heard.ts";
import { ScriptedTws } from "./scripted-tws.ts";

/** The library's codec on a real socket to a scripted server. */
export class WireTrial {
  readonly tws: ScriptedTws;
  readonly heard: TwsHeard[] = [];
  readonly #codecs: TwsCodec[] = [];

  constructor(tws: ScriptedTws) {
    this.tws = tws;
  }

  /** Opens a connection; `then` is called after each word is kept. */
  open(then: (words: TwsHeard, codec: TwsCodec) => void = () => undefined, port = this.tws.port): TwsCodec {
    const codec = openIbApiCodec({ host: "127.0.0.1", port, clientId: 7 }, (words) => {
      this.heard.push(words);
      then(words, codec);
    });
    this.#codecs.push(codec);
    return codec;
  }

  async connected(): Promise<TwsCodec> {
    const codec = this.open();
    await this.hears("nextValidId");
    return codec;
  }

  async hears(kind: TwsHeard["hear"]): Promise<TwsHeard> {
    return this.until(({ hear }) => hear === kind);
  }

  async until(matches: (words: TwsHeard) => boolean): Promise<TwsHeard> {
    for (;;) {
      const found = this.heard.find(matches);
      if (found !== undefined) return found;
      await wait(2);
    }
  }

  async close(): Promise<void> {
    for (const codec of this.#codecs) codec.close();
    await this.tws.close();
  }
}

export const openWireTrial = async (): Promise<WireTrial> => new WireTrial(await ScriptedTws.open());
