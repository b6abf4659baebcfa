import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/**
 * Ends what a test run has left behind and says what that was.
 *
 * Its processes are told from others by the run's own folder: in their environment, or as where they work.
 * Linux only, since elsewhere a process cannot be asked.
 */
export async function endLeftovers(folder) {
  const found = processesOf(folder);
  for (const { pid } of found) tell(pid, "SIGINT");
  for (let waited = 0; waited < 30 && processesOf(folder).length > 0; waited += 1) await pause(100);
  for (const { pid } of processesOf(folder)) tell(pid, "SIGKILL");
  return found.map(({ pid, command }) => `${pid} ${command}`);
}

function processesOf(folder) {
  if (process.platform !== "linux") return [];
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids
    .filter((pid) => belongs(pid, folder))
    .map((pid) => ({ pid: Number(pid), command: commandOf(pid) }));
}

function belongs(pid, folder) {
  try {
    const surroundings = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
    return (
      surroundings.includes(`TMPDIR=${folder}`) ||
      `${readlinkSync(`/proc/${pid}/cwd`)}/`.startsWith(`${folder}/`)
    );
  } catch {
    // it ended, or it is somebody else's
    return false;
  }
}

function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim().slice(0, 120);
  } catch {
    return "";
  }
}

function tell(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // it ended meanwhile
  }
}
