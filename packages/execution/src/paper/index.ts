export type { PaperInput } from "./paper-input.ts";
export { openPaper, type PaperOptions, type PaperState } from "./paper-state.ts";
export { paperStep } from "./paper-step.ts";
