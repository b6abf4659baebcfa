import { usePhone } from "./use-width.ts";
import { level, signedDollars } from "./format/number-format.ts";
import { payoffCurve, payoffRange, type PayoffLeg, type PayoffPoint } from "./payoff-curve.ts";

interface PayoffProps {
  readonly legs: readonly PayoffLeg[];
  /** Dollars a share, debit positive: the worst price of the order. */
  readonly entry: number;
  readonly packages: number;
  readonly breakEvens: readonly number[];
  readonly spot: number | null;
  /** One standard deviation to the close, dollars. */
  readonly expectedMove: number | null;
}

const WIDTH = 480;
const HEIGHT = 176;
const [LEFT, RIGHT, TOP, BOTTOM] = [8, 8, 18, 24];

/** What the position is worth at the close for each price of the underlying, at the worst entry, before costs. */
export function Payoff({ legs, entry, packages, breakEvens, spot, expectedMove }: PayoffProps) {
  const range = payoffRange(legs, spot, expectedMove);
  const points = payoffCurve(legs, entry, { ...range, packages });
  const profits = points.map(({ profit }) => profit);
  const [worst, best] = [Math.min(0, ...profits), Math.max(0, ...profits)];
  const x = (price: number) =>
    LEFT + ((price - range.low) / (range.high - range.low)) * (WIDTH - LEFT - RIGHT);
  const y = (profit: number) => TOP + ((best - profit) / (best - worst || 1)) * (HEIGHT - TOP - BOTTOM);
  const line = points.map(({ price, profit }) => `${x(price)},${y(profit)}`).join(" ");
  const area = `${x(range.low)},${y(0)} ${line} ${x(range.high)},${y(0)}`;
  const words = `Payoff at the close: from ${signedDollars(worst)} to ${signedDollars(best)}; break-even ${breakEvens.map(level).join(" and ")}`;
  return (
    <figure>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={words}
        className="w-full rounded border border-line bg-bg0"
      >
        <defs>
          <clipPath id="payoff-gain">
            <rect x="0" y="0" width={WIDTH} height={y(0)} />
          </clipPath>
          <clipPath id="payoff-loss">
            <rect x="0" y={y(0)} width={WIDTH} height={HEIGHT} />
          </clipPath>
        </defs>
        {spot !== null && expectedMove !== null && (
          <rect
            x={x(spot - expectedMove)}
            y={TOP}
            width={x(spot + expectedMove) - x(spot - expectedMove)}
            height={HEIGHT - TOP - BOTTOM}
            fill="var(--bg2)"
          />
        )}
        <polygon points={area} fill="var(--up)" opacity="0.22" clipPath="url(#payoff-gain)" />
        <polygon points={area} fill="var(--down)" opacity="0.22" clipPath="url(#payoff-loss)" />
        <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(0)} y2={y(0)} stroke="var(--ctl)" strokeWidth="1" />
        {spot !== null && (
          <line
            x1={x(spot)}
            x2={x(spot)}
            y1={TOP}
            y2={HEIGHT - BOTTOM}
            stroke="var(--text2)"
            strokeDasharray="3 3"
          />
        )}
        <polyline points={line} fill="none" stroke="var(--up)" strokeWidth="2" clipPath="url(#payoff-gain)" />
        <polyline
          points={line}
          fill="none"
          stroke="var(--down)"
          strokeWidth="2"
          clipPath="url(#payoff-loss)"
        />
        {breakEvens.map((price) => (
          <g key={price}>
            <circle
              cx={x(price)}
              cy={y(0)}
              r="3.5"
              fill="var(--bg0)"
              stroke="var(--accent)"
              strokeWidth="2"
            />
          </g>
        ))}
        <Axis points={points} x={x} spot={spot} />
      </svg>
      <figcaption className="mt-1 flex flex-wrap gap-x-4 text-dense text-text3">
        <span>at the close, before costs</span>
        {spot !== null && <span>┄ spot {level(spot)}</span>}
        {expectedMove !== null && <span>▒ expected move ±{level(expectedMove)}</span>}
        <span>○ break-even {breakEvens.map(level).join(", ")}</span>
      </figcaption>
    </figure>
  );
}

/** Prices of the corners, where they do not run into each other. */
function Axis({
  points,
  x,
  spot,
}: {
  readonly points: readonly PayoffPoint[];
  readonly x: (price: number) => number;
  readonly spot: number | null;
}) {
  let last = -Infinity;
  const shown = points.slice(1, -1).filter(({ price }) => {
    const fits = x(price) - last > 64;
    if (fits) last = x(price);
    return fits;
  });
  return (
    <g fontSize={usePhone() ? 16 : 12} fill="var(--text3)" textAnchor="middle">
      {shown.map(({ price }) => (
        <text key={price} x={x(price)} y={HEIGHT - 7}>
          {level(price)}
        </text>
      ))}
      {spot !== null && (
        <text x={x(spot)} y={13} fill="var(--text2)">
          {level(spot)}
        </text>
      )}
    </g>
  );
}
