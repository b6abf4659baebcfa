export { HistoricalServer, SERVER_KEY } from "./historical-server.ts";
export { aTrade, crowdedTrades, OPEN } from "./some-records.ts";
