import { useEffect, useRef } from "react";
import { useStore } from "react-redux";
import type { DeskState } from "../../socket/desk-store.ts";
import { cn } from "../cn.ts";
import { paintPicture } from "./paint-picture.ts";
import type { Picture, PlotSize } from "./picture.ts";

interface PlotProps<Body> {
  /** The body to draw; the same object draws nothing anew. */
  readonly read: (state: DeskState) => Body | undefined;
  /** Must be the same function as long as it would draw the same. */
  readonly draw: (body: Body, size: PlotSize) => Picture;
  /** Gives the picture its height, so that nothing moves when it comes. */
  readonly className: string;
}

/** A picture fed straight from the store, once for each flush: React draws its frame and nothing inside. */
export function Plot<Body extends object>({ read, draw, className }: PlotProps<Body>) {
  const { subscribe, getState } = useStore<DeskState>();
  const frame = useRef<SVGSVGElement>(null);
  useEffect(() => {
    const svg = frame.current;
    if (svg === null) return;
    let painted: Body | undefined;
    let size: PlotSize = { width: 0, height: 0 };
    const paint = (anew: boolean) => {
      const body = read(getState());
      if (body === undefined || (body === painted && !anew) || size.width === 0) return;
      painted = body;
      paintPicture(svg, draw(body, size));
    };
    // tells its size at once, and whenever it changes: nothing here makes the browser measure
    const sizes = new ResizeObserver(([entry]) => {
      if (entry !== undefined) size = entry.contentRect;
      paint(true);
    });
    sizes.observe(svg);
    const stop = subscribe(() => {
      paint(false);
    });
    return () => {
      sizes.disconnect();
      stop();
    };
  }, [subscribe, getState, read, draw]);
  return <svg ref={frame} role="img" aria-label="drawing" className={cn("block w-full", className)} />;
}
