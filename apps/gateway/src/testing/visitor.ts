import { WebSocket } from "ws";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A browser with its cookie. */
export class Visitor {
  readonly #address: string;
  #cookie = "";
  name = "";
  password = "";

  constructor(address: string) {
    this.#address = address;
  }

  get cookie(): string {
    return this.#cookie;
  }

  async signIn(name: string, password: string): Promise<Answer> {
    this.name = name;
    this.password = password;
    return this.post("/api/sign-in", { user: name, password });
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.#ask("GET", path, { headers });
  }

  post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.#ask("POST", path, {
      headers: { origin: this.#address, "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  }

  /** A socket as a page of the given origin would open it. */
  socket(origin = this.#address): SocketEar {
    const headers = { cookie: this.#cookie, origin };
    return new SocketEar(new WebSocket(`${this.#address.replace("http", "ws")}/ws`, { headers }));
  }

  async #ask(
    method: string,
    path: string,
    init: { headers: Readonly<Record<string, string>>; body?: string },
  ): Promise<Answer> {
    const reply = await fetch(this.#address + path, {
      ...init,
      method,
      headers: { cookie: this.#cookie, ...init.headers },
    });
    const set = reply.headers.get("set-cookie");
    if (set !== null) this.#cookie = set.split(";")[0] ?? "";
    const text = await reply.text();
    const isJson = (reply.headers.get("content-type") ?? "").includes("json");
    return { status: reply.status, headers: reply.headers, body: isJson ? parseBody(text) : { text } };
  }
}

export interface Heard {
  readonly type: string;
  readonly topic?: string;
  readonly seq?: number;
  readonly reason?: string;
  readonly body?: unknown;
}

/** Hears everything that a socket says. */
export class SocketEar {
  readonly heard: Heard[] = [];
  readonly socket: WebSocket;
  closed: number | null = null;
  refused: number | null = null;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on("message", (data: Buffer) => this.heard.push(parseHeard(data.toString())));
    socket.on("close", (code) => {
      this.closed = code;
    });
    socket.on("unexpected-response", (_request, response) => {
      this.refused = response.statusCode ?? 0;
      socket.terminate();
    });
    socket.on("error", () => {});
  }

  /** Sends once the line is open. */
  async say(message: unknown): Promise<void> {
    if (this.socket.readyState === WebSocket.CONNECTING)
      await new Promise((resolve) => this.socket.once("open", resolve));
    this.socket.send(JSON.stringify(message));
  }

  of(topic: string): readonly Heard[] {
    return this.heard.filter((message) => message.topic === topic);
  }

  types(): readonly string[] {
    return this.heard.map(({ type }) => type);
  }
}

const parseBody = (text: string): Answer["body"] => (text === "" ? {} : (JSON.parse(text) as Answer["body"]));
const parseHeard = (text: string): Heard => JSON.parse(text) as Heard;
