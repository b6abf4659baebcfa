export { readDbnDay, type DbnDay } from "./dbn-day.ts";
export { type DbnEvent } from "./dbn-event.ts";
export { GRID_MICROS } from "./merged-events.ts";
