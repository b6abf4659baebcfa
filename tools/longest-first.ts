import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take longest: begun last, each would run alone while the other worker has nothing left to do. */
const LONGEST = [
  "apps/trader/test/faults.integration.test.ts",
  "apps/trader/test/desk-kill.integration.test.ts",
  "apps/trader/test/feed-door.integration.test.ts",
  "apps/trader/test/faults-planted.integration.test.ts",
  "apps/trader/src/source/recorded-desk.integration.test.ts",
  "apps/trader/test/desk-halt.integration.test.ts",
  "packages/databento/src/attack/cuts.test.ts",
  "packages/simulator/src/databento-door/session/record-stream.test.ts",
  "packages/simulator/src/databento-door/databento-door.test.ts",
];

/** The longest files first, the others in Vitest's own order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = LONGEST.findIndex((path) => moduleId.endsWith(`/${path}`));
      return found < 0 ? LONGEST.length : found;
    };
    return (await super.sort(files)).toSorted((left, right) => rank(left) - rank(right));
  }
}
