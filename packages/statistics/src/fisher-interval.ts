const Z95 = 1.959963984540054;

/** 95 % interval of a correlation of n pairs by Fisher's transform; null below four pairs. */
export function fisherInterval(
  rho: number,
  n: number,
): { readonly low: number; readonly high: number } | null {
  if (n < 4) return null;
  const centre = Math.atanh(rho);
  const half = Z95 / Math.sqrt(n - 3);
  return { low: Math.tanh(centre - half), high: Math.tanh(centre + half) };
}
