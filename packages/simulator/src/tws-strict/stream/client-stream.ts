import { decodeClientFrame, type StrictRequest } from "../decode-frame.ts";
import { StrictFault } from "../strict-fault.ts";
import { FrameCutter, payloadFields } from "./frame-bytes.ts";
import { API_MARK, readOffer, type VersionOffer } from "./handshake.ts";

/**
 * Judges the bytes one client sends: mark, offer, then requests, the first of which is START_API.
 *
 * The server's version is told from outside, for it stands in the answer to the offer.
 */
export class ClientStream {
  readonly #requests: StrictRequest[] = [];
  readonly #cutter = new FrameCutter();
  #mark: Uint8Array = new Uint8Array(0);
  #offer: VersionOffer | undefined;
  #serverVersion: number | undefined;
  #waiting: Uint8Array[] = [];

  get offer(): VersionOffer | undefined {
    return this.#offer;
  }

  get requests(): readonly StrictRequest[] {
    return this.#requests;
  }

  /** Takes bytes as they come; throws StrictFault for what the protocol does not allow. */
  push(chunk: Uint8Array): void {
    const rest = this.#takeMark(chunk);
    for (const payload of this.#cutter.push(rest)) this.#take(payload);
  }

  /** Says which version the server answered; what waited for it is read now. */
  agree(serverVersion: number): void {
    this.#serverVersion = serverVersion;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const payload of waiting) this.#read(payload, serverVersion);
  }

  #takeMark(chunk: Uint8Array): Uint8Array {
    const missing = API_MARK.length - this.#mark.length;
    if (missing === 0) return chunk;
    this.#mark = Uint8Array.from([...this.#mark, ...chunk.slice(0, missing)]);
    if (this.#mark.some((byte, index) => byte !== API_MARK[index])) {
      const why = `a connection begins with API and NUL, not ${[...this.#mark].join(" ")}`;
      throw new StrictFault({ frame: "mark", field: "bytes", position: 0, why });
    }
    return chunk.slice(missing);
  }

  #take(payload: Uint8Array): void {
    if (this.#offer === undefined) {
      this.#offer = readOffer(payload);
      return;
    }
    if (this.#serverVersion === undefined) this.#waiting.push(payload);
    else this.#read(payload, this.#serverVersion);
  }

  #read(payload: Uint8Array, serverVersion: number): void {
    const request = decodeClientFrame(payloadFields(payload), serverVersion);
    const first = this.#requests.length === 0;
    if (first !== (request.name === "startApi")) {
      const why = first ? "START_API comes first" : "START_API comes once";
      throw new StrictFault({ frame: request.name, field: "id", position: 0, why });
    }
    this.#requests.push(request);
  }
}
