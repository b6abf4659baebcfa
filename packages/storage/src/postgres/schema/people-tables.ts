import type { Role } from "@smart0dte/domain";
import { boolean, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytea, whole } from "./column-kinds.ts";

export const users = pgTable("users", {
  id: whole("id").primaryKey().generatedAlwaysAsIdentity(),
  name: text("name").notNull(),
  role: text("role").$type<Role>().notNull(),
  argon2id: text("argon2id").notNull(),
  mustChange: boolean("must_change").notNull(),
  disabled: boolean("disabled").notNull().default(false),
  createdAtMs: whole("created_at_ms").notNull(),
  changedAtMs: whole("changed_at_ms").notNull(),
});

export const sessions = pgTable("sessions", {
  tokenSha256: bytea("token_sha256").primaryKey(),
  userId: whole("user_id").notNull(),
  createdAtMs: whole("created_at_ms").notNull(),
  lastSeenAtMs: whole("last_seen_at_ms").notNull(),
  expiresAtMs: whole("expires_at_ms").notNull(),
});

export const secondFactors = pgTable("second_factors", {
  userId: whole("user_id").primaryKey(),
  secret: bytea("secret").notNull(),
  lastStep: whole("last_step").notNull().default(0),
  createdAtMs: whole("created_at_ms").notNull(),
});

export const commands = pgTable("commands", {
  id: text("id").primaryKey(),
  userName: text("user_name").notNull(),
  request: text("request").notNull(),
  receivedAtMs: whole("received_at_ms").notNull(),
  reply: jsonb("reply"),
  repliedAtMs: whole("replied_at_ms"),
});

/** Without the generated columns: they are only searched by. */
export const audit = pgTable(
  "audit",
  {
    writer: text("writer").notNull(),
    seq: whole("seq").notNull(),
    body: text("body").notNull(),
    prevSha256: bytea("prev_sha256").notNull(),
    sha256: bytea("sha256").notNull(),
  },
  (table) => [primaryKey({ columns: [table.writer, table.seq] })],
);
