import type { OutsideInput } from "@smart0dte/domain";
import { aCommand, aSessionStart, minute } from "@smart0dte/domain/testing";
import { describe, expect, it } from "vitest";
import { Pipeline } from "./pipeline.ts";

describe("execution hears in the same input", () => {
  let seq = 1;
  const feed = (pipeline: Pipeline, what: OutsideInput) =>
    pipeline.step({ seq: (seq += 1), at: minute(60), what });
  const press = (pipeline: Pipeline, act: Parameters<typeof aCommand>[0]) =>
    feed(pipeline, { kind: "command", command: aCommand(act) });

  it("that risk wants a flat book, and that it does not any more", () => {
    const pipeline = new Pipeline(aSessionStart());
    press(pipeline, { kind: "halt", flatten: false, reason: "lunch" });
    expect(pipeline.execution.isFlattening).toBe(false);
    press(pipeline, { kind: "halt", flatten: true, reason: "news" });
    expect(pipeline.execution.isFlattening).toBe(true);
    press(pipeline, { kind: "resume", reason: "over" });
    expect(pipeline.execution.isFlattening).toBe(false);
  });

  it("how the way to the broker stands, as risk does", () => {
    const pipeline = new Pipeline(aSessionStart({ broker: "tws" }));
    const link = { state: "ready", why: "connected and compared" } as const;
    feed(pipeline, { kind: "brokerLink", link });

    expect(pipeline.execution.link).toEqual(link);
    expect(pipeline.book.brokerLink).toEqual(link);
  });
});
