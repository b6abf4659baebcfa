export { aDatabase, type TestDatabase } from "./test-database.ts";
