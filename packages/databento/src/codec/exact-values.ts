/** The signed 64-bit value at a word; exact below 2^53, NaN for the greatest, which means undefined. */
export function exactAt(words: Uint32Array, word: number): number {
  const low = words[word] as number;
  const high = words[word + 1] as number;
  return high === 0x7fff_ffff && low === 0xffff_ffff ? NaN : (high | 0) * 4_294_967_296 + low;
}

/** Whole microseconds of the nanoseconds at a word, rounded down; NaN for the greatest, which means undefined. */
export function microsAt(words: Uint32Array, word: number): number {
  const low = words[word] as number;
  const high = words[word + 1] as number;
  if (high === 0xffff_ffff && low === 0xffff_ffff) return NaN;
  // 2^32 ns = 4,294,967 µs and 296 ns; the product's error is far below the thousandth that could matter
  return high * 4_294_967 + Math.floor((high * 296 + low) * 0.001);
}
