import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { EpochMicros, HaltRequest, Mode } from "@smart0dte/domain";

/** What a desk did with a request. */
export interface HaltTaken {
  readonly mode: Mode;
  readonly run: string;
  /** The input of the run that halted it, and its desk time. */
  readonly seq: number;
  readonly at: EpochMicros;
}

/**
 * `DATA/halts`: one file a request, one beside it for each mode that has taken it. Both are on disk when written, so
 * that a halt needs neither database nor desk.
 */
export class HaltFolder {
  readonly path: string;

  /** `folder`: the data folder. */
  constructor(folder: string) {
    this.path = join(folder, "halts");
  }

  /** On disk when this returns. Asked again under its id it changes nothing. */
  ask(request: HaltRequest): void {
    const name = `${request.id}${REQUEST}`;
    if (!existsSync(join(this.path, name))) this.#write(name, request);
  }

  /** Oldest first. A file that cannot be read still halts: nobody puts one there for nothing. */
  requests(): readonly HaltRequest[] {
    return this.#names()
      .filter((name) => name.endsWith(REQUEST))
      .map((name) => this.#read(name))
      .sort((a, b) => a.askedAtMs - b.askedAtMs || (a.id < b.id ? -1 : 1));
  }

  take(id: string, taken: HaltTaken): void {
    this.#write(takenName(id, taken.mode), taken);
  }

  isTaken(id: string, mode: Mode): boolean {
    return existsSync(join(this.path, takenName(id, mode)));
  }

  takenBy(id: string): readonly HaltTaken[] {
    return MODES.filter((mode) => this.isTaken(id, mode)).map(
      (mode) => JSON.parse(readFileSync(join(this.path, takenName(id, mode)), "utf8")) as HaltTaken,
    );
  }

  #names(): readonly string[] {
    return existsSync(this.path) ? readdirSync(this.path) : [];
  }

  #read(name: string): HaltRequest {
    const id = name.slice(0, -REQUEST.length);
    const read = parsed(join(this.path, name));
    return isRequest(read)
      ? { ...read, id }
      : { id, askedAtMs: 0, by: "unknown", reason: `${name} cannot be read`, flatten: false };
  }

  #write(name: string, content: HaltRequest | HaltTaken): void {
    mkdirSync(this.path, { recursive: true });
    const path = join(this.path, name);
    const part = `${path}.${process.pid}.part`;
    const file = openSync(part, "w", 0o600);
    try {
      writeSync(file, `${JSON.stringify(content)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(part, path);
    syncFolder(this.path);
  }
}

const MODES: readonly Mode[] = ["demo", "replay", "backtest", "paper", "live"];
const REQUEST = ".request.json";
const takenName = (id: string, mode: Mode): string => `${id}.${mode}.json`;

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

function isRequest(value: unknown): value is HaltRequest {
  if (typeof value !== "object" || value === null) return false;
  const { askedAtMs, by, reason, flatten } = value as Partial<Record<keyof HaltRequest, unknown>>;
  return (
    typeof askedAtMs === "number" &&
    typeof by === "string" &&
    typeof reason === "string" &&
    typeof flatten === "boolean"
  );
}

function syncFolder(path: string): void {
  // Windows opens no folder for this
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  fsyncSync(folder);
  closeSync(folder);
}
