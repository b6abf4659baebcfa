const OPEN_EXCESS = 3;
const OPEN_DECAY = 0.08;
const CLOSE_EXCESS = 1;
const CLOSE_DECAY = 0.06;
const AFTER_CLOSE = 0.15;

const integralOf = (excess: number, decay: number): number => excess * decay * (1 - Math.exp(-1 / decay));
const BASE = 1 / (1 + integralOf(OPEN_EXCESS, OPEN_DECAY) + integralOf(CLOSE_EXCESS, CLOSE_DECAY));

/**
 * The intraday U: variance per unit of session at `x`, the part of the session that has passed.
 *
 * Its integral over [0, 1] is 1. After the close (x > 1) trading goes on at a low flat rate.
 */
export function dayShape(x: number): number {
  if (x > 1) return AFTER_CLOSE;
  return (
    BASE * (1 + OPEN_EXCESS * Math.exp(-x / OPEN_DECAY) + CLOSE_EXCESS * Math.exp((x - 1) / CLOSE_DECAY))
  );
}

/** Integral of the U from `x` to the close, each moment weighted by exp(-speed * (its distance from x)). */
export function shapeToClose(x: number, speed: number): number {
  const left = 1 - x;
  if (left <= 0) return 0;
  const faded = Math.exp(-speed * left);
  const flat = speed < 1e-9 ? left : -Math.expm1(-speed * left) / speed;
  const openRate = speed + 1 / OPEN_DECAY;
  const opening = (Math.exp(-x / OPEN_DECAY) * (1 - Math.exp(-openRate * left))) / openRate;
  const closing = (faded - Math.exp(-left / CLOSE_DECAY)) / (1 / CLOSE_DECAY - speed);
  return BASE * (flat + OPEN_EXCESS * opening + CLOSE_EXCESS * closing);
}
