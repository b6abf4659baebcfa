import { expect, it } from "vitest";
import { nextPlace } from "./next-place.ts";

it.each([
  { from: "outside", place: -1, step: 1, to: 0 },
  { from: "outside backwards", place: -1, step: -1, to: 0 },
  { from: "the middle", place: 1, step: 1, to: 2 },
  { from: "the first backwards", place: 0, step: -1, to: 0 },
  { from: "the last", place: 2, step: 1, to: 2 },
] as const)("a step from $from leads to place $to of three", ({ place, step, to }) => {
  expect(nextPlace(place, 3, step)).toBe(to);
});
