import type { ChainFrame } from "@smart0dte/gateway/contract";
import { fromE4, toE4, volatility, strike as strikeWords } from "../../ui/format/number-format.ts";

const WIDTH = 360;
const HEIGHT = 150;
const [LEFT, RIGHT, TOP, BOTTOM] = [48, 8, 10, 22];

/** Implied volatility by strike, from the out-of-the-money side of each; nothing where it is not known. */
export function Smile({ frame }: { readonly frame: ChainFrame }) {
  const points = smilePoints(frame);
  const known = points.filter((point): point is { strike: number; iv: number } => point.iv !== null);
  if (known.length < 2)
    return <p className="px-3 py-4 text-body text-text2">Fewer than two implied volatilities are known.</p>;
  const strikes = points.map(({ strike }) => strike);
  const ivs = known.map(({ iv }) => iv);
  const [low, high] = [Math.min(...strikes), Math.max(...strikes)];
  const [floor, top] = [Math.min(...ivs) * 0.97, Math.max(...ivs) * 1.03];
  const x = (strike: number) => LEFT + ((strike - low) / (high - low || 1)) * (WIDTH - LEFT - RIGHT);
  const y = (iv: number) => TOP + ((top - iv) / (top - floor || 1)) * (HEIGHT - TOP - BOTTOM);
  const atm = toE4(frame.atm) / 10_000;
  const words = `Implied volatility from ${volatility(Math.min(...ivs))} to ${volatility(Math.max(...ivs))} over ${known.length} strikes`;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words} className="w-full">
      {[floor, (floor + top) / 2, top].map((iv) => (
        <g key={iv}>
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(iv)} y2={y(iv)} stroke="var(--line)" />
          <text x={LEFT - 6} y={y(iv) + 4} fontSize="12" fill="var(--text3)" textAnchor="end">
            {volatility(iv)}
          </text>
        </g>
      ))}
      <line x1={x(atm)} x2={x(atm)} y1={TOP} y2={HEIGHT - BOTTOM} stroke="var(--ctl)" strokeDasharray="3 3" />
      <polyline
        points={known.map(({ strike, iv }) => `${x(strike)},${y(iv)}`).join(" ")}
        fill="none"
        stroke="var(--accent)"
        strokeWidth="1.5"
      />
      {known.map(({ strike, iv }) => (
        <circle
          key={strike}
          cx={x(strike)}
          cy={y(iv)}
          r="2.5"
          fill="var(--bg1)"
          stroke="var(--accent)"
          strokeWidth="1.5"
        />
      ))}
      {(
        [
          [low, "start"],
          [atm, "middle"],
          [high, "end"],
        ] as const
      ).map(([strike, anchor]) => (
        <text key={anchor} x={x(strike)} y={HEIGHT - 6} fontSize="12" fill="var(--text3)" textAnchor={anchor}>
          {strikeWords(fromE4(Math.round(strike * 10_000)))}
        </text>
      ))}
    </svg>
  );
}

function smilePoints(frame: ChainFrame): readonly { readonly strike: number; readonly iv: number | null }[] {
  const middle = frame.forward.v ?? toE4(frame.atm) / 10_000;
  return frame.rows.map(({ strike, call, put }) => {
    const price = toE4(strike) / 10_000;
    return { strike: price, iv: (price >= middle ? call : put).iv };
  });
}
