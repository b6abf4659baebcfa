/** Something that needs a person and is still so. */
export interface Alarm {
  readonly key: string;
  /** Danger interrupts whoever listens; caution waits for a pause. */
  readonly severity: "danger" | "caution";
  readonly words: string;
  /** Desk time in microseconds of what `atIs` names; null where no instant is known. */
  readonly at: number | null;
  readonly atIs: "since" | "last beat" | "last quote" | "last record";
  readonly toDo: string;
  /** A band under the bar says it already. */
  readonly inBand: boolean;
}

/** A sentence that goes on. */
export const withoutDot = (sentence: string): string => sentence.replace(/\.$/, "");
