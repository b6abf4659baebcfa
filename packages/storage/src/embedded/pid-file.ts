import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

export interface PidFile {
  readonly pid: number;
  readonly port: number;
}

/** What a running server says of itself in `postmaster.pid`; null where there is no such file or it is not written yet. */
export function readPidFile(data: string): PidFile | null {
  let text: string;
  try {
    text = readFileSync(join(data, "postmaster.pid"), "utf8");
  } catch {
    return null;
  }
  const lines = text.split("\n");
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  return Number.isInteger(pid) && pid > 1 && Number.isInteger(port) && port > 0 ? { pid, port } : null;
}

/** True where the process is a server at work in that folder: a stale file may name a zombie or a stranger. */
export function servesIn(data: string, pid: number): boolean {
  if (process.platform !== "linux") return lives(pid);
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return false;
  }
  const state = stat.slice(stat.lastIndexOf(")") + 2, stat.lastIndexOf(")") + 3);
  if (state === "Z" || state === "X" || !stat.includes("(postgres)")) return false;
  const folder = workingFolder(pid);
  return folder === null || folder === data;
}

/** Processes at work in the folder. Empty where the system does not say. */
export function leftBehind(data: string): readonly number[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && workingFolder(pid) === data && servesIn(data, pid));
}

/** Null where the system does not say: a container's root may not look into another account's process. */
function workingFolder(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
