import { basename, dirname } from "node:path";
import type { ChainAnalysis } from "../chain-analysis.ts";
import { text } from "./plot-frame.ts";
import { INK, SIZE } from "./plot-theme.ts";
import { newYorkTime, percent, timeLeft } from "./plot-words.ts";
import { svg, type SvgElement } from "./svg-element.ts";

/** The words above the panels, also read out in place of the picture. */
export interface HeaderWords {
  readonly symbol: string;
  readonly moment: string;
  readonly figures: string;
  readonly provenance: string;
  readonly findings: string;
  readonly noForecast: string;
}

export function headerWords(analysis: ChainAnalysis): HeaderWords {
  const { snapshot, asOf, expiry, smile, expectedMove } = analysis;
  const money = smile === null ? "ATM IV not known" : `ATM IV ${percent(smile.atmIv, 2)}`;
  const move = expectedMove === null ? "" : ` · one standard deviation ±$${expectedMove.toFixed(2)}`;
  const root = expiry.root === snapshot.ticker ? "" : `${expiry.root} `;
  return {
    symbol: snapshot.ticker,
    moment: `${root}expires ${expiry.date} · as of ${newYorkTime(asOf)} New York · ${timeLeft(expiry.seconds)} to the close`,
    figures: `${forwardWords(analysis)} · ${money}${move}`,
    provenance: provenanceOf(analysis),
    findings: findingWords(analysis),
    noForecast:
      "No forecast: all of this is what these quotes imply (risk-neutral). It does not say what the price will do.",
  };
}

function forwardWords({ forward }: ChainAnalysis): string {
  if (forward.from === "parity") {
    const { low, high, pairs } = forward.parity;
    return `forward ${forward.forward.toFixed(2)} (parity of ${pairs} pairs, ${low.toFixed(2)} to ${high.toFixed(2)})`;
  }
  return forward.forward === null ? "forward not known" : `forward ${forward.forward.toFixed(2)} (the spot)`;
}

/** The file without the folders above it: where it lies on a disk is nobody's business. */
function provenanceOf({ snapshot: { path, layout }, rate }: ChainAnalysis): string {
  const file = [basename(dirname(path)), basename(path)]
    .filter((part) => part !== "" && part !== ".")
    .join("/");
  return `Recorded quotes of ${file} (${layout}), derived by smart0dte chain at rate ${percent(rate, 2)}.`;
}

const MOST_CODES = 8;

function findingWords({ findings }: ChainAnalysis): string {
  if (findings.length === 0) return "Findings: none.";
  const codes = [...new Set(findings.map(({ code }) => code))];
  const more = codes.length > MOST_CODES ? ` and ${codes.length - MOST_CODES} more` : "";
  return `Findings: ${codes.slice(0, MOST_CODES).join(", ")}${more}.`;
}

export function header({ symbol, moment, figures, ...small }: HeaderWords): readonly SvgElement[] {
  const left = 24;
  const large = { "font-size": SIZE.head, "font-weight": 700 };
  return [
    svg(
      "text",
      { x: left, y: 35, "font-size": SIZE.title, fill: INK.text2 },
      svg("tspan", { ...large, fill: INK.text }, symbol),
      svg("tspan", { dx: 12 }, moment),
    ),
    text([left, 57], figures, { "font-size": SIZE.title }),
    ...[small.provenance, small.findings, small.noForecast].map((line, i) =>
      text([left, 74 + 14 * i], line, { "font-size": SIZE.small, fill: INK.text3 }),
    ),
  ];
}
