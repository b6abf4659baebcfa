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
    copyAll(views, at, plan);
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

/** Copies of a plan, flat: [from, to] of bytes; [from, to, count] of words; [..., shift] where words do not match. */
interface CopyPlan {
  readonly to: BufferViews;
  readonly bytes: Int32Array;
  readonly words: Int32Array;
  readonly shifted: Int32Array;
}

function copyAll({ u8, u32 }: BufferViews, at: number, plan: CopyPlan): void {
  const { to, bytes, words, shifted } = plan;
  const target8 = to.u8;
  const target32 = to.u32;
  for (let i = 0; i < bytes.length; i += 2) {
    target8[bytes[i + 1] as number] = u8[at + (bytes[i] as number)] as number;
  }
  const first = at >> 2;
  for (let i = 0; i < words.length; i += 3) {
    let from = first + (words[i] as number);
    let into = words[i + 1] as number;
    for (const end = into + (words[i + 2] as number); into < end; into += 1) {
      target32[into] = u32[from] as number;
      from += 1;
    }
  }
  for (let i = 0; i < shifted.length; i += 4) {
    let from = first + (shifted[i] as number);
    let into = shifted[i + 1] as number;
    const shift = shifted[i + 3] as number;
    let low = u32[from] as number;
    for (const end = into + (shifted[i + 2] as number); into < end; into += 1) {
      from += 1;
      const high = u32[from] as number;
      target32[into] = (low >>> shift) | (high << (32 - shift));
      low = high;
    }
  }
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
  readonly finish: Finish | null;
  readonly size: number;
}

function planOf(struct: RecordStruct, old: Layout): UpgradePlan {
  const layout = struct.layouts[2];
  const size = struct.sizes[2];
  const to = viewsOf(new ArrayBuffer(size + TS_OUT_SIZE));
  const view = new DataView(to.u8.buffer);
  const copies: Copy[] = [{ from: 1, to: 1, size: HEADER_SIZE - 1 }];
  for (const field of layout) {
    const [offset, name, , bytes] = field;
    const before = old.find((candidate) => candidate[1] === name && candidate[2] !== "pad");
    if (before === undefined) writeNew(view, field);
    else if (name !== "quantity")
      addCopy(copies, { from: before[0], to: offset, size: Math.min(before[3], bytes) });
  }
  return { layout: old, to, size, finish: finishOf(struct, old), ...splitCopies(copies) };
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

/** Words wherever the target has whole ones, bytes before and behind them. */
function splitCopies(copies: readonly Copy[]): Omit<CopyPlan, "to"> {
  const bytes: number[] = [];
  const words: number[] = [];
  const shifted: number[] = [];
  for (const copy of copies) {
    const head = Math.min(-copy.to & 3, copy.size);
    const count = (copy.size - head) >> 2;
    const from = copy.from + head;
    const into = (copy.to + head) >> 2;
    if ((from & 3) === 0) words.push(from >> 2, into, count);
    else shifted.push(from >> 2, into, count, (from & 3) * 8);
    for (let i = 0; i < copy.size; i += 1) {
      if (i < head || i >= head + count * 4) bytes.push(copy.from + i, copy.to + i);
    }
  }
  return { bytes: Int32Array.from(bytes), words: Int32Array.from(words), shifted: Int32Array.from(shifted) };
}
