import { CLIENT_REQUESTS, type ClientRequestName } from "./client/client-requests.ts";
import { readFields, type NamedField } from "./field/field-reader.ts";
import type { MessageLayout } from "./field/field-walk.ts";
import { writeFields } from "./field/field-writer.ts";
import { SERVER_MESSAGES, type ServerMessageName } from "./server/server-messages.ts";
import { StrictFault } from "./strict-fault.ts";
import type { StrictRecord } from "./strict-record.ts";

/** The text protocol's versions this decoder knows; from 201 on frames are protobuf. */
export const FIRST_VERSION = 173;
export const LAST_VERSION = 200;

/** A frame as read: each field named and consumed, none left and none missing. */
export interface StrictFrame<Name extends string> {
  readonly name: Name;
  readonly id: number;
  readonly values: StrictRecord;
  /** Every field with its place, name and kind, for telling what a frame says. */
  readonly named: readonly NamedField[];
}

export type StrictMessage = StrictFrame<ServerMessageName>;
export type StrictRequest = StrictFrame<ClientRequestName>;

/** Reads what a server sent; throws StrictFault for anything the version's layout does not allow. */
export function decodeServerFrame(fields: readonly string[], serverVersion: number): StrictMessage {
  return decode(SERVER_BY_ID, "message", { fields, serverVersion });
}

/** Reads what a client sent after its handshake, as strictly. */
export function decodeClientFrame(fields: readonly string[], serverVersion: number): StrictRequest {
  return decode(CLIENT_BY_ID, "request", { fields, serverVersion });
}

/** The fields of a request, for test clients; what the caller does not say is the protocol's blank. */
export function encodeRequest(
  name: ClientRequestName,
  values: StrictRecord,
  serverVersion: number,
): readonly string[] {
  const { id, layout } = CLIENT_REQUESTS[name];
  return [String(id), ...writeFields(layout, values, serverVersion)];
}

/** The fields of a server's message, for scripted servers in tests. */
export function encodeMessage(
  name: ServerMessageName,
  values: StrictRecord,
  serverVersion: number,
): readonly string[] {
  const { id, layout } = SERVER_MESSAGES[name];
  return [String(id), ...writeFields(layout, values, serverVersion)];
}

interface Source {
  readonly fields: readonly string[];
  readonly serverVersion: number;
}

type ById<Name extends string> = ReadonlyMap<
  string,
  { readonly name: Name; readonly message: MessageLayout }
>;

const SERVER_BY_ID = byId<ServerMessageName>(SERVER_MESSAGES);
const CLIENT_BY_ID = byId<ClientRequestName>(CLIENT_REQUESTS);

function decode<Name extends string>(
  known: ById<Name>,
  what: string,
  { fields, serverVersion }: Source,
): StrictFrame<Name> {
  const idText = fields[0] ?? "";
  const refuse = (why: string): never => {
    throw new StrictFault({ frame: `${what} ${idText}`, field: "id", position: 0, why });
  };
  if (serverVersion < FIRST_VERSION || serverVersion > LAST_VERSION) {
    return refuse(`server version ${String(serverVersion)} is not of the text protocol's 173 to 200`);
  }
  const found = known.get(idText);
  if (found === undefined) return refuse(`no ${what} has the id ${JSON.stringify(idText)}`);
  const { name, message } = found;
  const { id, since = FIRST_VERSION, layout } = message;
  if (serverVersion < since) return refuse(`${name} exists since server version ${String(since)}`);
  return { name, id, ...readFields(name, layout, { fields, serverVersion }) };
}

function byId<Name extends string>(table: Readonly<Record<Name, MessageLayout>>): ById<Name> {
  // Object.keys widens the keys it was given
  const names = Object.keys(table) as Name[];
  return new Map(names.map((name) => [String(table[name].id), { name, message: table[name] }]));
}
