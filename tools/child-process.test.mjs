import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lastLines, run, stopAll } from "./child-process.mjs";
import { root } from "./node24.mjs";

const node = process.execPath;
const module = JSON.stringify(join(root, "tools", "child-process.mjs"));

describe("a program that is run", () => {
  it("is known by its exit code and by what it printed", async () => {
    const lines = [];
    const code = 'console.log("one\\ntwo"); console.error("three"); process.exitCode = 3';

    const ended = await run([node, "-e", code], { onLine: (line) => lines.push(line) });

    expect(ended).toMatchObject({ code: 3, signal: null, stdout: "one\ntwo\n", late: false });
    expect(ended.output).toContain("three");
    expect(lines).toEqual(["one", "two"]);
  });

  it("fails when it does not exist", async () => {
    expect(await run(["no-such-program"])).toMatchObject({
      code: 1,
      output: expect.stringContaining("ENOENT"),
    });
  });

  it("is stopped when its time is over", async () => {
    expect(await run([node, "-e", "setInterval(() => {}, 1000)"], { seconds: 0.2 })).toMatchObject({
      late: true,
    });
  });

  it("is stopped with what it has started", async () => {
    const idle = "setInterval(() => {}, 1000)";
    // it holds the same pipe, so the end is told only when both are gone
    const second = `require("node:child_process").spawn(process.execPath, ["-e", "${idle}"], { stdio: "inherit" })`;
    let isReady = false;
    const ended = run([node, "-e", `${second}; console.log("ready"); ${idle}`], {
      onLine: () => (isReady = true),
    });
    await expect.poll(() => isReady).toBe(true);

    await stopAll();

    expect(await ended).toMatchObject({ signal: "SIGTERM" });
  });
});

describe("a program that has the terminal", () => {
  it("hears of a stop once, is waited for, and its exit code is ours", async () => {
    const inner = `
      let heard = 0;
      process.on("SIGTERM", () => { heard += 1; setTimeout(() => process.exit(40 + heard), 300); });
      setInterval(() => {}, 1000);
      console.log("ready");`;
    const outer = `
      import(${module}).then(async ({ handOver }) => {
        process.exitCode = await handOver([process.execPath, "-e", ${JSON.stringify(inner)}]);
      });`;
    const starter = spawn(node, ["-e", outer], { stdio: ["ignore", "pipe", "inherit"] });
    await once(starter.stdout, "data");

    starter.kill("SIGTERM");
    setTimeout(() => starter.kill("SIGTERM"), 100);

    expect(await once(starter, "exit")).toEqual([41, null]);
  });
});

describe("the last lines of an output", () => {
  it("are as many as asked for, without the empty end", () => {
    expect(lastLines("one\ntwo\nthree\n\n", 2)).toBe("two\nthree");
  });
});
