import { openStore } from "@smart0dte/storage/postgres";
import type { LaneOrder, LaneWord } from "./lane.ts";
import { playBlock } from "./play-block.ts";

const say = (word: LaneWord): void => void process.send?.(word);

process.on("disconnect", () => process.exit(0));
process.on("message", (order: LaneOrder) => void run(order));

async function run({ databaseUrl, folder, block }: LaneOrder): Promise<void> {
  const store = await openStore(databaseUrl, { connections: 2 });
  const end = await playBlock(block, {
    databaseUrl,
    store,
    folder,
    onRun: (result) => say({ kind: "run", result }),
  });
  await store.close();
  say({ kind: "end", end });
}
