import type { FaultDeskSettings } from "./desk-words.ts";
import { runFaultDesk } from "./fault-desk.ts";

// what the parent passes is its own settings as text
await runFaultDesk(JSON.parse(process.argv[2] ?? "") as FaultDeskSettings);
