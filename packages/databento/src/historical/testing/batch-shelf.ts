import { createHash } from "node:crypto";

/** A file of the test server's jobs, and what is said of it. */
export interface ShelvedFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly hash?: string;
  readonly size?: number;
  readonly url?: string;
}

/** The test server's jobs: each is queued, then processing, then done, a step a question. */
export class BatchShelf {
  readonly jobs: {
    fields: Readonly<Record<string, string>>;
    steps: number;
    files: readonly ShelvedFile[];
  }[] = [];

  submit(fields: Readonly<Record<string, string>>, files: readonly ShelvedFile[]): object {
    this.jobs.push({ fields, steps: 0, files });
    return this.told(this.jobs.length - 1);
  }

  /** As the service tells a job; the account's key is in it too. */
  told(at: number): object {
    const { fields = {}, steps = 0 } = this.jobs[at] ?? {};
    return {
      id: `GLBX-${String(at)}`,
      api_key: "db-told-by-the-server",
      state: ["queued", "processing"][steps] ?? "done",
      progress: steps * 50,
      cost_usd: 1,
      record_count: null,
      ...fields,
      start: new Date(fields["start"] ?? "").toISOString().replace("Z", "000000Z"),
      split_symbols: false,
      limit: null,
      end: fields["end"] ?? null,
    };
  }

  details(id: string): object {
    const at = Number(id.slice(5));
    const job = this.jobs[at];
    if (job !== undefined) job.steps += 1;
    return this.told(at);
  }

  files(id: string, baseUrl: string): readonly object[] {
    return (this.jobs[Number(id.slice(5))]?.files ?? []).map(({ name, bytes, hash, size, url }) => ({
      filename: name,
      size: size ?? bytes.length,
      hash: `sha256:${hash ?? createHash("sha256").update(bytes).digest("hex")}`,
      urls: { https: url ?? `${baseUrl}/files/${name}`, ftp: "" },
    }));
  }

  file(name: string): Buffer | null {
    return this.jobs.flatMap(({ files }) => files).find((file) => file.name === name)?.bytes ?? null;
  }
}
