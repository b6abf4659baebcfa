import { describe, expect, it } from "vitest";
import type { Definitions, DefinitionsOf, DefinitionStore } from "../books/definition-store.ts";
import { BrokerTrial } from "../testing/broker-trial.ts";

interface Kept {
  readonly of: DefinitionsOf;
  readonly definitions: Definitions;
}

/** A store that remembers as a disk does, whoever asks. */
function aStore(): DefinitionStore & { readonly kept: Kept[] } {
  const kept: Kept[] = [];
  return {
    kept,
    read: () => kept.at(-1)?.definitions ?? null,
    keep: (of, definitions) => void kept.push({ of, definitions }),
  };
}

const asked = (trial: BrokerTrial): number => trial.tws.sayings("contractDetails").length;

describe("definitions of the day", () => {
  it("are kept by day, account and server, and a restart asks the broker for none again", () => {
    const definitions = aStore();
    const first = new BrokerTrial({ definitions }).ready().place();
    expect(asked(first)).toBe(2);
    first.broker.stop();
    const again = new BrokerTrial({ definitions }).ready().place();

    expect(definitions.kept).toMatchObject([
      { of: { day: "2026-03-13", account: "DU1234567", server: "127.0.0.1:4002" } },
    ]);
    expect(asked(again)).toBe(0);
    expect(again.tws.sayings("marketRule")).toEqual([]);
    expect(again.tws.sayings("placeOrder")).toHaveLength(1);
  });

  it("are written down together a while after they came, and then not again", () => {
    const definitions = aStore();
    new BrokerTrial({ definitions }).ready().place().pass(9_000).pass(30_000);

    expect(definitions.kept).toHaveLength(1);
    expect(definitions.kept[0]?.definitions.details).toHaveLength(2);
  });

  it("that cannot be read are asked for again, and said", () => {
    const read = (): never => {
      throw new Error("its digest is of another text");
    };
    const trial = new BrokerTrial({ definitions: { read, keep: () => undefined } }).ready().place();

    expect(asked(trial)).toBe(2);
    expect(trial.tws.sayings("placeOrder")).toHaveLength(1);
    expect(trial.notices).toContainEqual(
      expect.objectContaining({
        severity: "warning",
        code: "definitions",
        text: "what was kept cannot be read, everything is asked for again: its digest is of another text",
      }),
    );
  });

  it("that cannot be kept stop nothing", () => {
    const keep = (): never => {
      throw new Error("no space left");
    };
    const trial = new BrokerTrial({ definitions: { read: () => null, keep } }).ready().place();
    trial.broker.stop();

    expect(trial.notices.at(-2)?.text).toBe(
      "they cannot be kept, a restart asks for them again: no space left",
    );
  });
});
