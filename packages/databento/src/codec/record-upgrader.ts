import { viewsOf, type BufferViews } from "./buffer-views.ts";
import { readText } from "./record-reader.ts";
import { HEADER_SIZE, TS_OUT_SIZE, type Field, type Layout } from "./record-layout.ts";
import type { RecordStruct } from "./record-structs.ts";
import { errorCodeOf, systemCodeOf } from "./message-codes.ts";
import type { DbnVersion } from "./wire-ids.ts";

/** Whether version 3 lays this record out in another way. */
export function needsUpgrade(struct: RecordStruct, version: DbnVersion): boolean {
  return struct.layouts[(version - 1) as 0] !== struct.layouts[2];
}

/** What a record is. */
export interface RecordForm {
  readonly struct: RecordStruct;
  readonly version: DbnVersion;
  readonly tsOut: boolean;
}

/** Writes version 3 of older records into a buffer of its own, one for each form, used again and again. */
export class RecordUpgrader {
  readonly #plans = new Map<Layout, UpgradePlan>();
  #last: UpgradePlan | null = null;

  /** The upgraded record, at byte 0 of the buffer that is returned, good until the next of its form. */
  upgrade(views: BufferViews, at: number, form: RecordForm): BufferViews {
    const layout = form.struct.layouts[(form.version - 1) as 0];
    const plan = this.#last?.layout === layout ? this.#last : this.#planOf(form.struct, layout);
    const { to, size, finish } = plan;
    copyAll(views.source().view, at, plan);
    if (finish !== null) finish(views, at, to);
    to.u8[0] = (form.tsOut ? size + TS_OUT_SIZE : size) >> 2;
    if (form.tsOut) {
      const end = (at >> 2) + (views.u8[at] ?? 0);
      to.u32[size >> 2] = views.u32[end - 2] ?? 0;
      to.u32[(size >> 2) + 1] = views.u32[end - 1] ?? 0;
    }
    return to;
  }

  #planOf(struct: RecordStruct, layout: Layout): UpgradePlan {
    const plan = this.#plans.get(layout) ?? planOf(struct, layout);
    this.#plans.set(layout, plan);
    this.#last = plan;
    return plan;
  }
}

/** Moves of one width: from which byte of the record to which of its upgrade. */
interface Moves {
  readonly from: Uint16Array;
  readonly to: Uint16Array;
}

interface CopyPlan {
  readonly eights: Moves;
  readonly fours: Moves;
  readonly ones: Moves;
}

/**
 * Eight bytes at a time, wherever they begin: V8 moves a BigInt from view to view as a machine word, without making one.
 * Views of typed arrays for each run would cost more than the copying.
 */
function copyAll(source: DataView, at: number, { target, eights, fours, ones }: UpgradePlan): void {
  const { from: from8, to: to8 } = eights;
  for (let i = 0; i < from8.length; i += 1)
    target.setBigInt64(to8[i] as number, source.getBigInt64(at + (from8[i] as number), true), true);
  const { from: from4, to: to4 } = fours;
  for (let i = 0; i < from4.length; i += 1)
    target.setUint32(to4[i] as number, source.getUint32(at + (from4[i] as number), true), true);
  const { from: from1, to: to1 } = ones;
  for (let i = 0; i < from1.length; i += 1)
    target.setUint8(to1[i] as number, source.getUint8(at + (from1[i] as number)));
}

interface Copy {
  readonly from: number;
  readonly to: number;
  readonly size: number;
}

type Finish = (from: BufferViews, at: number, to: BufferViews) => void;

interface UpgradePlan extends CopyPlan {
  readonly layout: Layout;
  /** Zero and the new fields' values where nothing is copied to. */
  readonly to: BufferViews;
  /** The same buffer. */
  readonly target: DataView;
  readonly finish: Finish | null;
  readonly size: number;
}

function planOf(struct: RecordStruct, old: Layout): UpgradePlan {
  const layout = struct.layouts[2];
  const size = struct.sizes[2];
  const to = viewsOf(new ArrayBuffer(size + TS_OUT_SIZE));
  const target = new DataView(to.u8.buffer);
  const copies: Copy[] = [{ from: 1, to: 1, size: HEADER_SIZE - 1 }];
  for (const field of layout) {
    const [offset, name, , bytes] = field;
    const before = old.find((candidate) => candidate[1] === name && candidate[2] !== "pad");
    if (before === undefined) writeNew(target, field);
    else if (name !== "quantity")
      addCopy(copies, { from: before[0], to: offset, size: Math.min(before[3], bytes) });
  }
  return { layout: old, to, target, size, finish: finishOf(struct, old), ...movesOf(copies) };
}

/** Runs that follow one another in both structs are copied as one. */
function addCopy(copies: Copy[], next: Copy): void {
  const last = copies.at(-1);
  if (last !== undefined && last.from + last.size === next.from && last.to + last.size === next.to) {
    copies[copies.length - 1] = { from: last.from, to: last.to, size: last.size + next.size };
  } else {
    copies.push(next);
  }
}

/** What a field that older records lack is upgraded to; zero where nothing is said. */
function writeNew(view: DataView, [offset, name]: Field): void {
  if (name === "leg_price" || name === "leg_delta") view.setBigInt64(offset, 0x7fff_ffff_ffff_ffffn, true);
  if (name === "leg_side") view.setUint8(offset, "N".charCodeAt(0));
  if (name === "stype_in" || name === "stype_out" || name === "is_last") view.setUint8(offset, 0xff);
}

/** What cannot be copied: a quantity that grows, a code that is read out of the text. */
function finishOf(struct: RecordStruct, old: Layout): Finish | null {
  switch (struct.kind) {
    case "statistics":
      return growQuantity(offsetOf(old, "quantity"), offsetOf(struct.layouts[2], "quantity"));
    case "error":
      return writeCode(old, offsetOf(struct.layouts[2], "code"), errorCodeOf);
    case "system":
      return writeCode(old, offsetOf(struct.layouts[2], "code"), systemCodeOf);
    default:
      return null;
  }
}

function growQuantity(oldAt: number, newAt: number): Finish {
  return (views, at, to) => {
    const quantity = views.i32[(at + oldAt) >>> 2] ?? 0;
    const undefinedQuantity = quantity === 0x7fff_ffff;
    to.i32[newAt >>> 2] = undefinedQuantity ? -1 : quantity;
    to.i32[(newAt >>> 2) + 1] = undefinedQuantity ? 0x7fff_ffff : quantity >> 31;
  };
}

function writeCode(old: Layout, codeAt: number, codeOf: (text: string) => number): Finish {
  const [, , , size] = old[0] ?? [0, "", "pad", 0];
  return (views, at, to) => {
    to.u8[codeAt] = codeOf(readText(views.source().text, at + HEADER_SIZE, size));
  };
}

function offsetOf(layout: Layout, name: string): number {
  return layout.find((field) => field[1] === name)?.[0] ?? 0;
}

/** As few moves as there can be: the last of a copy may repeat bytes of the one before it. */
function movesOf(copies: readonly Copy[]): CopyPlan {
  const widthOf = (size: number): number => (size >= 8 ? 8 : size >= 4 ? 4 : 1);
  const movesOfWidth = (width: number): Moves => {
    const moves = copies
      .filter(({ size }) => widthOf(size) === width)
      .flatMap(({ from, to, size }) =>
        Array.from({ length: Math.ceil(size / width) }, (_, n) => {
          const at = Math.min(n * width, size - width);
          return [from + at, to + at] as const;
        }),
      );
    return {
      from: Uint16Array.from(moves, ([from]) => from),
      to: Uint16Array.from(moves, ([, to]) => to),
    };
  };
  return { eights: movesOfWidth(8), fours: movesOfWidth(4), ones: movesOfWidth(1) };
}
