import { spawn } from "node:child_process";
import { constants } from "node:os";

/** Milliseconds that what was asked to stop may take before it is killed. */
const GRACE_MS = 5_000;
/** Most characters of output that are kept of one child. */
const KEPT = 4_000_000;

const ENDING = ["SIGINT", "SIGTERM", "SIGHUP"];

const running = new Set();
let ending = false;

/**
 * Runs a program to its end, keeping what it prints.
 *
 * It gets a process group of its own, so that `stopAll` ends its descendants with it.
 * `seconds` limits its life; `onLine` hears each line of standard output at once.
 */
export function run([program, ...args], { cwd, env = process.env, seconds, onLine } = {}) {
  // what a person stopped does not go on with its next step
  if (ending) return new Promise(() => {});
  return new Promise((done) => {
    const began = Date.now();
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], detached: ownGroups });
    const ended = { code: 1, signal: null, output: "", stdout: "", late: false };
    const timer = seconds && setTimeout(() => ((ended.late = true), void stop(child)), seconds * 1000);
    running.add(child);
    child.stdout.setEncoding("utf8").on("data", (text) => {
      ended.stdout = (ended.stdout + text).slice(-KEPT);
      ended.output = (ended.output + text).slice(-KEPT);
    });
    child.stderr
      .setEncoding("utf8")
      .on("data", (text) => (ended.output = (ended.output + text).slice(-KEPT)));
    if (onLine) eachLine(child.stdout, onLine);
    const settle = (code, signal) => {
      clearTimeout(timer);
      running.delete(child);
      done({ ...ended, code: code ?? 1, signal, ms: Date.now() - began });
    };
    child.on("error", (error) => ((ended.output += `${error.message}\n`), settle(1, null)));
    child.on("close", settle);
  });
}

/** Gives the terminal to a program: its output is ours, signals are passed on once, its exit code is returned. */
export function handOver([program, ...args], { cwd, env = process.env } = {}) {
  return new Promise((done, failed) => {
    const child = spawn(program, args, { cwd, env, stdio: "inherit" });
    let passed = false;
    const pass = (signal) => {
      if (passed) return;
      passed = true;
      // a closed terminal asks for the same as a stop
      child.kill(signal === "SIGHUP" ? "SIGTERM" : signal);
    };
    for (const signal of ENDING) process.removeAllListeners(signal).on(signal, pass);
    child.on("error", failed);
    child.on("exit", (code, signal) => done(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/** Ends every program that `run` started and that still lives, with its descendants. */
export async function stopAll() {
  await Promise.all([...running].map(stop));
}

/** Calls `act` once when a person or a system wants this process to end, then ends it. Replaces an earlier `act`. */
export function onInterrupt(act) {
  for (const signal of ENDING) {
    process.removeAllListeners(signal).on(signal, () => {
      if (ending) return;
      ending = true;
      void act(signal).finally(() => process.exit(128 + constants.signals[signal]));
    });
  }
}

const ownGroups = process.platform !== "win32";

function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((done) => {
    const hard = setTimeout(() => tell(child, "SIGKILL"), GRACE_MS);
    child.once("close", () => (clearTimeout(hard), done()));
    tell(child, "SIGTERM");
  });
}

function tell(child, signal) {
  try {
    if (ownGroups) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // it ended meanwhile
  }
}

function eachLine(stream, onLine) {
  let rest = "";
  stream.on("data", (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop();
    for (const line of lines) onLine(line);
  });
  stream.on("end", () => rest !== "" && onLine(rest));
}

/** The last lines of an output, for a person. */
export function lastLines(output, count = 30) {
  return output.trimEnd().split("\n").slice(-count).join("\n");
}
