import { existsSync } from "node:fs";
import { lastLines, run } from "./child-process.mjs";
import { announced, say } from "./progress-line.mjs";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** A Chromium of the system, installed first by apt-get where this account may; null where there is none. */
export async function chromium() {
  const there = findChromium();
  if (there !== null) return there;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return null;
  await announced("Installing Chromium from the system's packages", async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await run(["apt-get", "update", "-q"], { env });
    const packages = ["chromium", "fonts-liberation"];
    const { code, output } = await run(
      ["apt-get", "install", "-y", "-q", "--no-install-recommends", ...packages],
      { env },
    );
    if (code !== 0) say(lastLines(output, 10));
  });
  return findChromium();
}

/** `CHROMIUM` names one; else the usual places are looked at. */
function findChromium() {
  return [process.env.CHROMIUM, ...PLACES].find((path) => path && existsSync(path)) ?? null;
}
