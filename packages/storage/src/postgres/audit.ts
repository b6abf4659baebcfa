import { createHash } from "node:crypto";
import { canonicalJson } from "@smart0dte/domain";
import { and, asc, desc, eq, gt, lt, sql } from "drizzle-orm";
import type { Database, WallClock } from "./database.ts";
import { audit } from "./schema/people-tables.ts";

/** What a person or the desk did. Never holds a password, a token or a key. */
export interface AuditEntry {
  readonly actor: string;
  readonly act: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface AuditRow extends AuditEntry {
  readonly writer: string;
  readonly seq: number;
  readonly atMs: number;
}

export type AuditVerdict =
  | { readonly intact: true; readonly rows: number; readonly head: string }
  | { readonly intact: false; readonly rows: number; readonly brokenAt: number; readonly why: string };

const FIRST = Buffer.alloc(32);
const PAGE = 1_000;

/** Append-only, hash-chained, one chain a writer: a row can be neither changed nor taken out unseen. */
export class Audit {
  readonly #db: Database;
  readonly #wallMs: WallClock;

  constructor(db: Database, wallMs: WallClock) {
    this.#db = db;
    this.#wallMs = wallMs;
  }

  /** Returns when the row is committed. */
  async append(writer: string, entry: AuditEntry): Promise<number> {
    return this.#db.transaction(async (tx) => {
      await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended('audit/' || ${writer}, 0))`);
      const [head] = await tx
        .select({ seq: audit.seq, sha256: audit.sha256 })
        .from(audit)
        .where(eq(audit.writer, writer))
        .orderBy(desc(audit.seq))
        .limit(1);
      const seq = (head?.seq ?? 0) + 1;
      const prevSha256 = head?.sha256 ?? FIRST;
      const body = canonicalJson({ writer, seq, atMs: this.#wallMs(), ...entry });
      await tx.insert(audit).values({ writer, seq, body, prevSha256, sha256: chained(prevSha256, body) });
      return seq;
    });
  }

  /** The newest rows of a writer first, below `before` where given. */
  async page(writer: string, { limit, before }: { readonly limit: number; readonly before: number | null }) {
    const rows = await this.#db
      .select({ body: audit.body })
      .from(audit)
      .where(and(eq(audit.writer, writer), before === null ? undefined : lt(audit.seq, before)))
      .orderBy(desc(audit.seq))
      .limit(limit);
    return rows.map(({ body }) => readBody(body));
  }

  /** Walks the whole chain and says whether every row is the one that was written. */
  async verify(writer: string): Promise<AuditVerdict> {
    let prev: Buffer = FIRST;
    let rows = 0;
    for (;;) {
      const page = await this.#db
        .select()
        .from(audit)
        .where(and(eq(audit.writer, writer), gt(audit.seq, rows)))
        .orderBy(asc(audit.seq))
        .limit(PAGE);
      for (const row of page) {
        const why = faultOf(row, { seq: rows + 1, prev });
        if (why !== null) return { intact: false, rows, brokenAt: rows + 1, why };
        prev = row.sha256;
        rows += 1;
      }
      if (page.length < PAGE) return { intact: true, rows, head: prev.toString("hex") };
    }
  }
}

type StoredRow = typeof audit.$inferSelect;

function faultOf(row: StoredRow, expected: { readonly seq: number; readonly prev: Buffer }): string | null {
  if (row.seq !== expected.seq) return `row ${expected.seq} is missing`;
  if (!row.prevSha256.equals(expected.prev)) return "does not follow the row before it";
  if (!row.sha256.equals(chained(row.prevSha256, row.body)))
    return "its text is not the text that was hashed";
  const { writer, seq } = readBody(row.body);
  return writer === row.writer && seq === row.seq ? null : "its text belongs to another row";
}

const chained = (prev: Buffer, body: string): Buffer =>
  createHash("sha256").update(prev).update(body).digest();

/** Reads what {@link Audit.append} wrote. */
function readBody(body: string): AuditRow {
  return JSON.parse(body) as AuditRow;
}
