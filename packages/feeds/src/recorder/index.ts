export { parseCutLine, type Arrival, type Cut, type CutKind } from "./cut-line.ts";
export { LOW_BYTES, STOP_BYTES } from "./disk-watch.ts";
export { openRecorder, type RecorderOptions } from "./recorder.ts";
export { type AlarmCode, type ConnectionTape, type Recorder, type RecorderCounts } from "./recorder-port.ts";
export { freeBytes, type RecorderPorts, type RecordingFile } from "./recorder-ports.ts";
export { INDEX_FILE, parseSetIndex, type RecordedFile, type SetIndex } from "./set-index.ts";
