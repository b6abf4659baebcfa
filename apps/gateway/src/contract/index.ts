export * from "./analysis.ts";
export * from "./broker.ts";
export * from "./http.ts";
export * from "./market.ts";
export * from "./package.ts";
export * from "./socket.ts";
export * from "./trade.ts";
export * from "./value.ts";
