import fc from "fast-check";

/** A number, or `random`; tests of one commit are the same everywhere unless it is set. */
const asked = process.env["PROPERTY_SEED"] ?? "1";

if (asked !== "random") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(asked) });
