/**
 * Who may import whom: DESIGN's picture of the house in one table.
 *
 * Each unit may use itself and what its line names, nothing else.
 * The longest matching path decides which unit a file belongs to; a file of no unit fails the check.
 */
const words = "packages/domain";
const mathematics = "packages/pricing";
const statistics = "packages/statistics";
const databento = "packages/databento";

export const MAY_USE = {
  // the words, and the mathematics on them
  "packages/domain": [],
  "packages/pricing": [words],
  "packages/statistics": [words, mathematics],
  // stands alone: publishable as it is
  "packages/databento": [],
  // engines: never each other
  "packages/market": [words, mathematics],
  "packages/intelligence": [words, mathematics, statistics],
  "packages/strategy": [words, mathematics],
  "packages/risk": [words, mathematics, statistics],
  "packages/execution/src/core": [words, mathematics],
  // adapters: never engines, never each other
  "packages/execution/src/paper": [words, "packages/execution/src/core"],
  "packages/execution/src/ibkr": [words, "packages/execution/src/core"],
  "packages/feeds": [words, mathematics, databento],
  "packages/bus/src/memory": [words],
  "packages/storage/src/postgres": [words],
  "packages/storage/src/journal": [words],
  "packages/storage/src/embedded": [words],
  "packages/simulator/src/market": [words, mathematics],
  "packages/simulator/src/exchange": [words, "packages/simulator/src/market"],
  "packages/simulator/src/databento-door": [
    words,
    databento,
    "packages/simulator/src/exchange",
    "packages/simulator/src/market",
  ],
  "packages/simulator/src/tws-door": [
    words,
    "packages/simulator/src/exchange",
    "packages/simulator/src/market",
  ],
  // written from the protocol's description alone, to judge the door and the adapter
  "packages/simulator/src/tws-strict": [words],
  // apps
  "apps/trader": ["packages", "apps/gateway"],
  "apps/gateway": [words, "packages/bus", "packages/storage"],
  "apps/gateway/src/contract": [words],
  "apps/dashboard": ["apps/gateway/src/contract"],
};

/** Units without clock, chance, input, output and environment. */
export const PURE = [
  "packages/domain/src",
  "packages/pricing/src",
  "packages/statistics/src",
  "packages/market/src",
  "packages/intelligence/src",
  "packages/strategy/src",
  "packages/risk/src",
  "packages/execution/src/core",
  "packages/execution/src/paper",
  "packages/simulator/src/market",
];

/** What a test file's name ends with. */
export const TESTS = "[.](test|spec)[.]tsx?$";
