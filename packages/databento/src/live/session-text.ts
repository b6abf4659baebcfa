import { authLine, lineFields } from "./auth-line.ts";
import { refusalCode } from "./gateway-error.ts";
import { LineReader } from "./line-reader.ts";
import type { LiveOptions } from "./live-options.ts";

export type TextStep =
  | { readonly kind: "send"; readonly line: string }
  | { readonly kind: "accepted"; readonly sessionId: string }
  | { readonly kind: "refused"; readonly code: number; readonly text: string }
  | { readonly kind: "broken"; readonly why: string };

/** The gateway's lines up to its answer to the key: greeting, challenge, answer. */
export class SessionText {
  readonly #options: LiveOptions;
  readonly #lines: LineReader;
  #heard = false;
  #awaits: "greeting" | "challenge" | "answer" = "greeting";

  constructor(options: LiveOptions, maxBytes: number) {
    this.#options = options;
    this.#lines = new LineReader(maxBytes);
  }

  /** Whether the gateway has said anything. */
  get heard(): boolean {
    return this.#heard;
  }

  push(chunk: Uint8Array): void {
    this.#heard = true;
    this.#lines.push(chunk);
  }

  /** What the lines so far lead to; null until another is whole. */
  next(): TextStep | null {
    for (let line = this.#lines.next(); line !== null; line = this.#lines.next()) {
      const step = this.#read(line);
      if (step !== null) return step;
    }
    return this.#lines.overflows ? { kind: "broken", why: "its text has no line end" } : null;
  }

  /** Bytes behind the last line read, counted. */
  get waiting(): number {
    return this.#lines.waiting;
  }

  /** Bytes behind the last line read. */
  rest(): Uint8Array {
    return this.#lines.rest();
  }

  #read(line: string): TextStep | null {
    const fields = lineFields(line);
    const challenge = fields.get("cram");
    if (this.#awaits !== "answer" && challenge !== undefined) {
      if (challenge === "") return { kind: "broken", why: "its challenge is empty" };
      this.#awaits = "answer";
      return { kind: "send", line: authLine(this.#options, challenge) };
    }
    if (this.#awaits === "greeting") {
      // whatever it greets with; the challenge follows
      this.#awaits = "challenge";
      return null;
    }
    if (this.#awaits === "challenge")
      return { kind: "broken", why: `it sent no challenge but ${shown(line)}` };
    return answer(fields, line);
  }
}

function answer(fields: ReadonlyMap<string, string>, line: string): TextStep {
  const success = fields.get("success");
  if (success === "1") return { kind: "accepted", sessionId: fields.get("session_id") ?? "" };
  if (success === undefined) return { kind: "broken", why: `it answered the key with ${shown(line)}` };
  const text = fields.get("error") ?? "no reason given";
  return { kind: "refused", code: refusalCode(text), text };
}

/** A stranger's text for a message: short, printable. */
export function shown(text: string): string {
  return JSON.stringify(text.slice(0, 120).replaceAll(/[^\x20-\x7e]/g, "?"));
}
