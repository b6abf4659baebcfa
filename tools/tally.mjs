import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./node24.mjs";

/** What Playwright's JSON report says of every journey, in the shape of our own reporter. */
export function journeysIn(report) {
  const fromSuite = (suite, path) => [
    ...(suite.suites ?? []).flatMap((inner) => fromSuite(inner, [...path, inner.title])),
    ...(suite.specs ?? []).flatMap((spec) =>
      spec.tests.map((test) => ({
        name: [...path, spec.title].join(" > "),
        file: suite.file ?? spec.file ?? null,
        state: { expected: "passed", skipped: "skipped" }[test.status] ?? "failed",
        reason:
          test.annotations?.find(({ type }) => type === "skip" || type === "fixme")?.description ?? null,
      })),
    ),
  ];
  const broken = (report.errors ?? []).map(({ message }) => ({
    name: `journeys: ${String(message).split("\n")[0]}`,
    file: null,
    state: "failed",
    reason: null,
  }));
  return [...report.suites.flatMap((suite) => fromSuite(suite, [suite.title])), ...broken];
}

/**
 * The results with every skip judged: it stays a skip only with a reason.
 *
 * A test that needs reference material beside the checkout states that by naming `shared` in its file;
 * it may be skipped only where that material is absent.
 */
export function judged(results, { sharedExists, textOf = readText }) {
  return results.map((result) => {
    if (result.state !== "skipped") return result;
    const needsShared = /\bshared\b/.test(result.reason ?? (result.file === null ? "" : textOf(result.file)));
    if (needsShared && sharedExists)
      return { ...result, state: "failed", reason: "skipped although ../shared is there" };
    const reason = result.reason ?? (needsShared ? "needs ../shared, which is not there" : null);
    if (reason === null) return { ...result, state: "failed", reason: "skipped without a reason" };
    return { ...result, reason };
  });
}

/** The closing lines: what was skipped and why, what failed, and the sum. */
export function closing(results) {
  const of = (state) => results.filter((result) => result.state === state);
  const list = (title, some) => (some.length === 0 ? [] : [title, ...some.map(line)]);
  return [
    ...list("skipped:", of("skipped")),
    ...list("failed:", of("failed")),
    `${of("passed").length} passed, ${of("failed").length} failed, ${of("skipped").length} skipped`,
  ];
}

function line({ name, reason }) {
  return reason === null ? `  ${name}` : `  ${name} — ${reason}`;
}

function readText(file) {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
