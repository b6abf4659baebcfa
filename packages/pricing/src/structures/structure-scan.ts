import { err, ok, type Result } from "@smart0dte/domain";
import type { PayoffLeg } from "./payoff.ts";
import { ProfitLine } from "./profit-line.ts";
import { structureBoard, type BoardFault, type BoardQuotes, type StructureBoard } from "./structure-board.ts";
import { FAMILY_NAMES, STRUCTURE_FAMILIES, type StructureFamily } from "./structure-families.ts";
import { profitProbability, type PriceDensity, type StructureAnalysis } from "./structure-odds.ts";
import { forEachStructure, MOST_STRUCTURE_LEGS, mostStructures } from "./structure-shapes.ts";

/** One structure of a scan, written out. Dollars of expiry day a share, costs included. */
export interface ScannedStructure extends StructureAnalysis {
  readonly family: StructureFamily;
  readonly legs: readonly PayoffLeg[];
  /** Executable sides and costs; a credit is negative. */
  readonly paid: number;
}

/** Of these families' profits the sign changes at most so often: each is a rise, a fall, a hill or a valley. */
const MOST_EDGES = 2;

/**
 * Every structure around the money, valued at executable prices with costs under one density: a column for each figure,
 * a row for each structure, no object for either. Figures are those of `outcomesOf` and `structureOdds`, by the same
 * arithmetic. One scan serves any number of boards; each {@link StructureScan.run} overwrites the one before.
 *
 * A structure with a leg that is not quoted on both sides is left out.
 */
export class StructureScan {
  count = 0;
  /** Index into `FAMILY_NAMES`. */
  family = new Uint8Array(0);
  paid = new Float64Array(0);
  /** Net of costs, as all below; positive infinity: unbounded. */
  maxProfit = new Float64Array(0);
  /** Not positive where the quotes contradict each other. */
  maxLoss = new Float64Array(0);
  expectedValue = new Float64Array(0);
  probabilityOfProfit = new Float64Array(0);
  #edges = new Float64Array(0);
  #edgeCount = new Uint8Array(0);
  /** Contracts of the board, {@link MOST_STRUCTURE_LEGS} a row. */
  #contracts = new Int16Array(0);
  #board: StructureBoard | null = null;
  readonly #line = new ProfitLine(MOST_STRUCTURE_LEGS);
  readonly #chosen = new Int16Array(MOST_STRUCTURE_LEGS);

  /** Values all structures of the board, and tells how many there are. Nothing of a refused board is kept. */
  run(quotes: BoardQuotes, density: PriceDensity): Result<number, BoardFault> {
    this.count = 0;
    const judged = structureBoard(quotes, density);
    if (!judged.ok) return judged;
    const board = judged.value;
    this.#board = board;
    this.#makeRoom(mostStructures(board.strikes.length));
    if (this.#valueAll(board, density)) return ok(this.count);
    this.count = 0;
    return err("badDensity");
  }

  /** Whether every probability asked for was one. */
  #valueAll(board: StructureBoard, density: PriceDensity): boolean {
    let bad = 0;
    forEachStructure(board.strikes, board.forward, (family, places) => {
      const code = CODES[family];
      const { legs } = code;
      for (let leg = 0; leg < legs.length; leg += 1) {
        const contract = 2 * (places[leg] ?? 0) + (legs[leg]?.right === "C" ? 0 : 1);
        if (board.isQuoted[contract] !== 1) return;
        this.#chosen[leg] = contract;
      }
      this.#value(board, code, density);
      if (Number.isNaN(this.probabilityOfProfit[this.count - 1])) bad += 1;
    });
    return bad === 0;
  }

  /** Writes a row out. Null where there is no such row. */
  structure(row: number): ScannedStructure | null {
    const family = FAMILY_NAMES[this.family[row] ?? -1];
    if (this.#board === null || family === undefined || row >= this.count) return null;
    const { strikes } = this.#board;
    const legs = STRUCTURE_FAMILIES[family].map(({ right, quantity }, leg) => {
      const contract = this.#contracts[row * MOST_STRUCTURE_LEGS + leg] ?? -1;
      return { right, strike: at(strikes, contract >> 1), quantity };
    });
    const first = row * MOST_EDGES;
    return {
      family,
      legs,
      paid: at(this.paid, row),
      maxProfit: boundedAt(this.maxProfit, row),
      maxLoss: boundedAt(this.maxLoss, row),
      breakEvens: [...this.#edges.subarray(first, first + (this.#edgeCount[row] ?? 0))],
      expectedValue: at(this.expectedValue, row),
      probabilityOfProfit: at(this.probabilityOfProfit, row),
    };
  }

  #value(board: StructureBoard, { code, legs }: FamilyCode, density: PriceDensity): void {
    const { strikes, bid, ask, cost, mean, growth } = board;
    const chosen = this.#chosen;
    const line = this.#line;
    const legCount = legs.length;
    const row = this.count;
    let [price, costs, worth, slope, options] = [0, 0, 0, 0, 0];
    for (let leg = 0; leg < legCount; leg += 1) {
      const contract = chosen[leg] ?? 0;
      const { quantity = 0, right = "C" } = legs[leg] ?? {};
      const size = Math.abs(quantity);
      price += quantity * (quantity > 0 ? at(ask, contract) : at(bid, contract));
      costs += size * at(cost, contract);
      worth += quantity * at(mean, contract);
      options += size * at(strikes, contract >> 1);
      if (right === "C") slope += quantity;
      line.places[leg + 1] = at(strikes, contract >> 1);
      this.#contracts[row * MOST_STRUCTURE_LEGS + leg] = contract;
    }
    const paid = (price + costs) * growth;
    for (let place = 0; place <= legCount; place += 1) {
      const from = at(line.places, place);
      let payoff = 0;
      for (let leg = 0; leg < legCount; leg += 1) {
        const { quantity = 0, right = "C" } = legs[leg] ?? {};
        const strike = at(line.places, leg + 1);
        const inside = right === "C" ? from - strike : strike - from;
        if (inside > 0) payoff += quantity * inside;
      }
      line.profits[place] = payoff - paid;
    }
    line.read(legCount + 1, slope, Math.abs(paid) + options);
    this.family[row] = code;
    this.paid[row] = paid;
    this.maxProfit[row] = line.maxProfit;
    this.maxLoss[row] = line.maxLoss;
    this.expectedValue[row] = worth - paid;
    this.probabilityOfProfit[row] = profitProbability(line, density);
    this.#edgeCount[row] = line.edgeCount;
    for (let edge = 0; edge < line.edgeCount; edge += 1)
      this.#edges[row * MOST_EDGES + edge] = at(line.edges, edge);
    this.count = row + 1;
  }

  #makeRoom(rows: number): void {
    if (this.family.length >= rows) return;
    this.family = new Uint8Array(rows);
    this.paid = new Float64Array(rows);
    this.maxProfit = new Float64Array(rows);
    this.maxLoss = new Float64Array(rows);
    this.expectedValue = new Float64Array(rows);
    this.probabilityOfProfit = new Float64Array(rows);
    this.#edges = new Float64Array(MOST_EDGES * rows);
    this.#edgeCount = new Uint8Array(rows);
    this.#contracts = new Int16Array(MOST_STRUCTURE_LEGS * rows);
  }
}

interface FamilyCode {
  readonly code: number;
  readonly legs: (typeof STRUCTURE_FAMILIES)[StructureFamily];
}

const CODES = Object.fromEntries(
  FAMILY_NAMES.map((family, code) => [family, { code, legs: STRUCTURE_FAMILIES[family] }]),
) as Readonly<Record<StructureFamily, FamilyCode>>;

const boundedAt = (values: Float64Array, i: number): number | null =>
  values[i] === Number.POSITIVE_INFINITY ? null : at(values, i);

const at = (values: Float64Array, i: number): number => values[i] ?? Number.NaN;
