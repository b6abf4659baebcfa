/** A frame the protocol does not allow: which message, which field, at which position, and why. */
export class StrictFault extends Error {
  override readonly name = "StrictFault";
  /** The message's name, `message 77` where the id is not known, or the part of the stream. */
  readonly frame: string;
  /** The field's name, as in `comboLegs[1].ratio`. */
  readonly field: string;
  /** Counted from 0, the message id being field 0. */
  readonly position: number;
  readonly why: string;

  constructor(fault: {
    readonly frame: string;
    readonly field: string;
    readonly position: number;
    readonly why: string;
  }) {
    super(`${fault.frame}, field ${String(fault.position)} (${fault.field}): ${fault.why}`);
    this.frame = fault.frame;
    this.field = fault.field;
    this.position = fault.position;
    this.why = fault.why;
  }
}
