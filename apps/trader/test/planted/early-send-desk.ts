import { runPlanted } from "./planted-main.ts";

/** The desk is told that its intents last long before they do. */
const LATE_MS = 3_000;

await runPlanted({
  store: (store) => ({
    ...store,
    commitIntents: (commands, run) => {
      setTimeout(() => void store.commitIntents(commands, run), LATE_MS);
      return Promise.resolve();
    },
  }),
});
