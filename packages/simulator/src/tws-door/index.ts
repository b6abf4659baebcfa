export { openTwsDoor, type TwsDoor, type TwsDoorOptions, type TwsSnapshot } from "./tws-door.ts";
export { TWS_FAULTS, parseTwsFault, type TwsFault } from "./tws-fault.ts";
