/**
 * A Vitest reporter: every test with its state and the reason for not running, as JSON in the file TEST_RESULTS names.
 *
 * The file is written as the run goes on, with what has not ended as failed: a run that hangs or is killed names its culprit.
 */
import { writeFileSync } from "node:fs";
import { relative } from "node:path";

export default class ResultsReporter {
  #ended = [];
  #running = new Set();

  onTestModuleStart(module) {
    this.#running.add(fileOf(module));
    this.#write();
  }

  onTestModuleEnd(module) {
    this.#running.delete(fileOf(module));
    this.#ended.push(...ofModule(module));
    this.#write();
  }

  onTestRunEnd(modules, unhandled) {
    this.#ended = [
      ...modules.flatMap(ofModule),
      ...unhandled.map(({ message }) => failure("outside any test", message)),
    ];
    this.#running.clear();
    this.#write();
  }

  #write() {
    const running = [...this.#running].map((file) => failure(file, "it did not end"));
    if (process.env.TEST_RESULTS)
      writeFileSync(process.env.TEST_RESULTS, JSON.stringify([...this.#ended, ...running]));
  }
}

function fileOf(module) {
  return relative(process.cwd(), module.moduleId);
}

function ofModule(module) {
  const file = fileOf(module);
  const suites = [...module.children.allSuites()];
  const broken = [...module.errors(), ...suites.flatMap((suite) => suite.errors())];
  return [
    ...[...module.children.allTests()].map((test) => ofTest(file, test)),
    ...broken.map(({ message }) => failure(file, message)),
  ];
}

function ofTest(file, test) {
  const { state, note } = test.result();
  const name = `${file} > ${test.fullName}`;
  // what is still pending at the end did not run
  return { name, file, state: state === "pending" ? "failed" : state, reason: note ?? null };
}

function failure(where, message) {
  return { name: `${where}: ${String(message).split("\n")[0]}`, file: null, state: "failed", reason: null };
}
