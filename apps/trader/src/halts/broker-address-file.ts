import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The TWS that the desk of a folder last sent its orders to. */
export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
  readonly account: string;
}

const pathOf = (folder: string): string => join(folder, "broker", "tws.json");

/** Noted before the first order goes there: whoever halts from outside must find it. */
export function noteBrokerAddress(folder: string, address: BrokerAddress): void {
  const path = pathOf(folder);
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}.part`;
  writeFileSync(part, `${JSON.stringify(address)}\n`, { mode: 0o600, flush: true });
  renameSync(part, path);
}

/** Null where the desk of the folder never had one, or the note cannot be read. */
export function notedBrokerAddress(folder: string): BrokerAddress | null {
  try {
    const noted: unknown = JSON.parse(readFileSync(pathOf(folder), "utf8"));
    return isAddress(noted) ? noted : null;
  } catch {
    return null;
  }
}

function isAddress(noted: unknown): noted is BrokerAddress {
  if (typeof noted !== "object" || noted === null) return false;
  const { host, port, account } = noted as Partial<Record<keyof BrokerAddress, unknown>>;
  return typeof host === "string" && typeof port === "number" && typeof account === "string";
}
