import { RandomStream } from "../../market/random-stream.ts";

/** Numbers from 0 to below 1, the same for the same seed. */
export function seededChance(seed: number): () => number {
  const stream = new RandomStream(`${seed}/tws`);
  return () => stream.uniform();
}
