import type { MessagePort } from "node:worker_threads";

/** What the desk process hands to the gateway thread as `workerData`; the port goes into the transfer list too. */
export interface GatewayThreadData {
  readonly port: MessagePort;
  readonly databaseUrl: string;
  readonly httpPort: number;
  /** The built dashboard; null serves the API alone. */
  readonly staticFolder: string | null;
  readonly build: string;
  /** Of pino: what the thread writes to standard error. */
  readonly logLevel: string;
}

/** What the thread tells its parent. After `failed` it writes and serves nothing more: the process must end and recover. */
export type GatewayThreadMessage =
  | { readonly kind: "ready"; readonly address: string }
  | { readonly kind: "failed"; readonly why: string }
  /** The database holds what was asked for by a `write` order of this number. */
  | { readonly kind: "written"; readonly n: number }
  /** Everything that was decided is in the database; the thread ends. */
  | { readonly kind: "closed" };

/** What the parent asks of the thread. */
export type GatewayThreadOrder =
  | { readonly kind: "close" }
  /** Say so when the database holds what the run's inputs up to this one led to. */
  | { readonly kind: "write"; readonly n: number; readonly run: string; readonly seq: number };
