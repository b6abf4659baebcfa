import { ProblemError } from "../problems/problem-error.ts";

const LOOPBACK = ["127.0.0.1", "localhost", "[::1]"];

/** The names under which this gateway may be asked, so that a foreign site or name cannot act through a browser. */
export class AllowedNames {
  #hosts: ReadonlySet<string> = new Set();

  /** Known once the port is. */
  listenOn(port: number): void {
    this.#hosts = new Set(LOOPBACK.map((name) => `${name}:${port}`));
  }

  isHost(host: string | undefined): boolean {
    return host !== undefined && this.#hosts.has(host.toLowerCase());
  }

  isOrigin(origin: string): boolean {
    return origin.startsWith("http://") && this.isHost(origin.slice("http://".length));
  }

  /** Refuses a foreign Host; on what changes state a foreign Origin too. Programs send none; browsers always do. */
  check(request: {
    readonly host: string | undefined;
    readonly origin: string | undefined;
    readonly changes: boolean;
  }): void {
    if (!this.isHost(request.host)) {
      throw new ProblemError(
        "FOREIGN_HOST",
        "This desk answers on its own address only. Open it as 127.0.0.1 or localhost.",
      );
    }
    if (request.changes && request.origin !== undefined && !this.isOrigin(request.origin)) {
      throw new ProblemError(
        "FOREIGN_ORIGIN",
        "Another site asked for this. Nothing was done. Use the desk's own page.",
      );
    }
  }
}
