import type { ChainFrame } from "@smart0dte/gateway/contract";
import { useEffect, useRef, useState, type HTMLAttributes } from "react";
import { strike as strikeWords } from "../../ui/format/number-format.ts";
import { QUIET_MS, steadyBoard, type SteadyBoard } from "./steady-board.ts";

interface SteadyUse extends SteadyBoard {
  /** For the element around the board: tells when somebody is at it. */
  readonly presence: Pick<
    HTMLAttributes<HTMLElement>,
    "onPointerEnter" | "onPointerLeave" | "onFocus" | "onBlur"
  >;
  /** `Board re-centred on 513`, after it has moved. */
  readonly said: string;
}

/** Holds the board still while a pointer or the focus is at it, and says so when it has moved. */
export function useSteadyBoard(frame: ChainFrame): SteadyUse {
  const shown = useRef<ChainFrame["rows"] | null>(null);
  const there = useRef({ pointer: false, focus: false, leftAt: -Infinity });
  const [said, say] = useState("");
  const { pointer, focus, leftAt } = there.current;
  const busy = pointer || focus || performance.now() - leftAt < QUIET_MS;
  const board = steadyBoard(shown.current, frame, busy);
  shown.current = board.rows;

  const middle = board.rows[Math.floor(board.rows.length / 2)]?.strike;
  const before = useRef(middle);
  useEffect(() => {
    if (before.current !== undefined && middle !== undefined && before.current !== middle)
      say(`Board re-centred on ${strikeWords(middle)}`);
    before.current = middle;
  }, [middle]);

  const mark = (change: Partial<{ pointer: boolean; focus: boolean }>) => () => {
    there.current = { ...there.current, ...change, leftAt: performance.now() };
  };
  return {
    ...board,
    said,
    presence: {
      onPointerEnter: mark({ pointer: true }),
      onPointerLeave: mark({ pointer: false }),
      onFocus: mark({ focus: true }),
      onBlur: mark({ focus: false }),
    },
  };
}
