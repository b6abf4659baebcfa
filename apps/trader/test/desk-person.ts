import { randomUUID } from "node:crypto";
import type { Hello } from "@smart0dte/gateway/contract";
import type { DeskChild } from "./desk-child.ts";

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** As much of a browser as a person at a desk needs: it keeps its cookie. */
export class DeskPerson {
  readonly #address: string;
  #cookie = "";

  constructor(address: string) {
    this.#address = address;
  }

  /** Signs in with the printed first login and chooses a password. */
  static async first(desk: DeskChild, password: string): Promise<DeskPerson> {
    const login = await desk.firstLogin();
    const person = new DeskPerson(await desk.address());
    await person.signIn(login.name, login.password);
    await person.post("/api/password", { current: login.password, next: password });
    return person;
  }

  signIn(user: string, password: string): Promise<Answer> {
    return this.post("/api/sign-in", { user, password });
  }

  post(path: string, body: unknown): Promise<Answer> {
    return this.#ask(path, { method: "POST", body: JSON.stringify(body) });
  }

  get(path: string): Promise<Answer> {
    return this.#ask(path, {});
  }

  /** Sets parameters from what they are now; answers what the desk said. */
  async set(
    changes: readonly { name: string; value: number | string; from: number | string }[],
  ): Promise<Answer> {
    return this.post("/api/parameters", { commandId: randomUUID(), reason: "for a test", changes });
  }

  /** The newest body of a topic, as the desk's line tells it, once it is such. */
  async topic<Body>(topic: string, isSo: (body: Body) => boolean, withinMs: number): Promise<Body> {
    const headers = { cookie: this.#cookie, origin: this.#address };
    const line = new WebSocket(`${this.#address.replace("http", "ws")}/ws`, {
      headers,
    } as unknown as string[]);
    let last: unknown = null;
    try {
      return await new Promise<Body>((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`${topic} never was so, but ${JSON.stringify(last)}`)),
          withinMs,
        );
        line.addEventListener("error", () => reject(new Error("no line to the desk")));
        line.addEventListener("message", ({ data }: MessageEvent) => {
          const message = JSON.parse(String(data)) as { type: string; topic?: string; body?: Body } | Hello;
          if (message.type === "hello") line.send(JSON.stringify({ type: "subscribe", topics: [topic] }));
          if (!("topic" in message) || message.topic !== topic || message.body === undefined) return;
          last = message.body;
          if (!isSo(message.body)) return;
          clearTimeout(late);
          resolve(message.body);
        });
      });
    } finally {
      line.close();
    }
  }

  async #ask(path: string, init: RequestInit): Promise<Answer> {
    const headers = { cookie: this.#cookie, origin: this.#address, "content-type": "application/json" };
    const reply = await fetch(this.#address + path, { ...init, headers });
    this.#cookie = reply.headers.get("set-cookie")?.split(";")[0] ?? this.#cookie;
    return { status: reply.status, body: (await reply.json()) as Answer["body"] };
  }
}
