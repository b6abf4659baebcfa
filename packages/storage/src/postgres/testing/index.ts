export { codeOf } from "./authenticator.ts";
export { aDatabase, type TestDatabase } from "./test-database.ts";
