import type { FaultDeskSettings } from "../../src/faults/desk/desk-words.ts";
import type { PlantedParts } from "../../src/faults/desk/fault-desk.ts";
import { runFaultDesk } from "../../src/faults/desk/fault-desk.ts";

/** A desk of the campaign with a bug planted in its ports. */
export const runPlanted = (planted: PlantedParts): Promise<void> =>
  // what the parent passes is its own settings as text
  runFaultDesk(JSON.parse(process.argv[2] ?? "") as FaultDeskSettings, planted);
