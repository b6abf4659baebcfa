import type { MessagePort } from "node:worker_threads";

/** What the desk process hands to the gateway thread as `workerData`; the port goes into the transfer list too. */
export interface GatewayThreadData {
  readonly port: MessagePort;
  readonly databaseUrl: string;
  readonly httpPort: number;
  /** The built dashboard; null serves the API alone. */
  readonly staticFolder: string | null;
  readonly build: string;
}

/** What the thread tells its parent. After `failed` it writes and serves nothing more: the process must end and recover. */
export type GatewayThreadMessage =
  | { readonly kind: "ready"; readonly address: string }
  | { readonly kind: "failed"; readonly why: string }
  /** Everything that was decided is in the database; the thread ends. */
  | { readonly kind: "closed" };

/** What the parent asks of the thread. */
export interface GatewayThreadOrder {
  readonly kind: "close";
}
