import type { ChainAnalysis } from "./chain-analysis.ts";
import type { ChainPlan, RunnerUp } from "./chain-plans.ts";
import type { PlanFigures } from "./plan-figures.ts";
import { left, right, sentence, textTable } from "./text-table.ts";

const COLUMNS = [
  right("#"),
  ...["plan", "legs"].map(left),
  ...["entry", "gain to", "loss to", "break-even", "win", "EV", "EV/risk"].map(right),
];

/** The best of each family by rank, then each family's runners-up and by how much they lost. */
export function planLines({ plans, noPlans }: ChainAnalysis): readonly string[] {
  const absent = [...Map.groupBy(noPlans, ({ why }) => why)].map(
    ([why, all]) => `${all.map(({ name }) => name).join(", ")}: none, ${why}`,
  );
  if (plans.length === 0) return absent.flatMap(sentence);
  const rows = plans.map((plan) => [
    String(plan.rank),
    `${plan.name}${plan.isOffered ? "" : "*"}`,
    ...figureCells(plan),
  ]);
  return [
    ...textTable(COLUMNS, rows, 1),
    ...sentence(
      `of ${plans.reduce((sum, { considered }) => sum + considered, 0)} structures of ATM±10, the best of each family by EV/risk, expected value after costs per dollar that can be lost (max loss and costs); * is not traded by the desk`,
    ),
    "runners-up, with EV/risk and how much less that is than the best's:",
    ...textTable(RUNNER_UP_COLUMNS, plans.flatMap(runnerUpRow), 1).slice(1),
    ...absent.flatMap(sentence),
    ...expectationLines(plans),
  ];
}

/** What a reader must not take the figures for. */
function expectationLines(plans: readonly ChainPlan[]): readonly string[] {
  const gaining = plans.filter(({ expectedValue }) => expectedValue > 0).length;
  const found =
    gaining === 0
      ? "here no structure expects a gain after costs, and the best is the one that loses least to them"
      : `${gaining} of these ${plans.length} expect a gain after costs: there the quotes disagree with the smile, which need not be tradable`;
  return sentence(
    `win and EV: after costs, held to the close, under the smile's own density. That is the market's own price of the odds and no forecast: EV is about what spreads and fees take; ${found}. Nothing here promises a profit.`,
  );
}

const RUNNER_UP_COLUMNS = [right("#"), left("first"), left("second")];

const runnerUpRow = ({ rank, runnersUp }: ChainPlan): readonly (readonly string[])[] =>
  runnersUp.length === 0 ? [] : [[String(rank), ...runnersUp.map(runnerUpText)]];

const runnerUpText = (other: RunnerUp): string =>
  `${legsText(other)} ${tight(other.perDollarAtRisk, 2)} (${tight(other.lostBy, 2)} less)`;

function figureCells(plan: PlanFigures): readonly string[] {
  const { entry } = plan;
  return [
    legsText(plan),
    `${entry < 0 ? "cr" : "db"} ${Math.abs(entry).toFixed(2)}`,
    plan.maxProfit === null ? "no limit" : plan.maxProfit.toFixed(2),
    plan.maxLoss.toFixed(2),
    plan.breakEvens.map((edge) => edge.toFixed(2)).join(","),
    tight(plan.probabilityOfProfit),
    plan.expectedValue.toFixed(2),
    tight(plan.perDollarAtRisk, 2),
  ];
}

const legsText = ({ legs }: PlanFigures): string =>
  legs.map(({ quantity, strike, right: side }) => `${sizeOf(quantity)}${strike}${side}`).join(" ");

const tight = (part: number, places = 1): string => `${(part * 100).toFixed(places)}%`;

const sizeOf = (quantity: number): string => {
  const count = Math.abs(quantity) === 1 ? "" : `${Math.abs(quantity)}x`;
  return `${quantity > 0 ? "+" : "-"}${count}`;
};
