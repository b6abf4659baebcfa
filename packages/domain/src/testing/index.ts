export * from "./builders-analysis.ts";
export * from "./builders-book.ts";
export * from "./builders-broker.ts";
export * from "./builders-chain.ts";
export * from "./builders-plan.ts";
export * from "./builders-quote.ts";
export * from "./builders-session.ts";
