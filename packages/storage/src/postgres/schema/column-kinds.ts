import { bigint, customType } from "drizzle-orm/pg-core";

/** Whole ten-thousandths of a dollar, desk microseconds, wall milliseconds: all exact in a JS number. */
export const whole = (name: string) => bigint(name, { mode: "number" });

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });
