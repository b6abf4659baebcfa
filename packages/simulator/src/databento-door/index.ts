export { openDatabentoDoor, type DatabentoDoor, type DoorOptions } from "./databento-door.ts";
export { DOOR_FAULTS, parseDoorFault, readDoorFault, type DoorFault } from "./door-fault.ts";
export { bucketOf, isKey } from "./dialogue/auth-request.ts";
export { SERVED_DATASETS, type DatasetName, type ServedDataset } from "./served-datasets.ts";
export { SIMULATED_KEY } from "./simulated-key.ts";
