export { connectDesk, type DeskClient } from "./desk-client.ts";
export { READER_WINDOW, serveDesk, type DeskServer } from "./desk-server.ts";
