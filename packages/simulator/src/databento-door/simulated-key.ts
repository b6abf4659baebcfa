/** The key of the simulated feed: no secret, and of no use anywhere else. */
export const SIMULATED_KEY = "db-simulated-key-of-no-use-0DEMO";
