export {
  decodeClientFrame,
  decodeServerFrame,
  encodeMessage,
  encodeRequest,
  FIRST_VERSION,
  LAST_VERSION,
  type StrictFrame,
  type StrictMessage,
  type StrictRequest,
} from "./decode-frame.ts";
export { CLIENT_REQUESTS, type ClientRequestName } from "./client/client-requests.ts";
export { SERVER_MESSAGES, type ServerMessageName } from "./server/server-messages.ts";
export type { NamedField } from "./field/field-reader.ts";
export { StrictFault } from "./strict-fault.ts";
export { numberIn, rowsIn, textIn, type StrictRecord, type StrictValue } from "./strict-record.ts";
export { frameBytes, FrameCutter, lengthFirst, payloadFields } from "./stream/frame-bytes.ts";
export {
  API_MARK,
  offerBytes,
  readGreeting,
  readOffer,
  type ServerGreeting,
  type VersionOffer,
} from "./stream/handshake.ts";
export { ClientStream } from "./stream/client-stream.ts";
export { openScriptedServer, type ScriptedServer, type ScriptedServerOptions } from "./scripted-server.ts";
export { openRawTwsClient, RawTwsClient, type RawTwsOptions } from "./raw-tws-client.ts";
export { openStrictTap, type StrictTap, type StrictTapOptions } from "./strict-tap.ts";
