import { cramReply } from "./cram-reply.ts";
import type { LiveOptions } from "./live-options.ts";

const CLIENT_NAME = `Smart0DTE/0.1.0 Node/${process.versions.node}`;

/** What is sent in answer to the challenge, with its line end. */
export function authLine(options: LiveOptions, challenge: string): string {
  const fields = [
    `auth=${cramReply(challenge, options.key)}`,
    `dataset=${options.dataset}`,
    "encoding=dbn",
    `ts_out=${options.tsOut === true ? "1" : "0"}`,
    `compression=${options.compression ?? "none"}`,
    `client=${options.clientName ?? CLIENT_NAME}`,
  ];
  if (options.heartbeatSeconds !== undefined)
    fields.push(`heartbeat_interval_s=${String(options.heartbeatSeconds)}`);
  if (options.slowReader !== undefined) fields.push(`slow_reader_behavior=${options.slowReader}`);
  return `${fields.join("|")}\n`;
}

/** `a=1|b=2|`: unknown keys are kept for who knows them, an item without "=" has an empty value. */
export function lineFields(line: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const item of line.split("|")) {
    if (item === "") continue;
    const at = item.indexOf("=");
    if (at < 0) fields.set(item, "");
    else fields.set(item.slice(0, at), item.slice(at + 1));
  }
  return fields;
}
