import { mkdirSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { BadInputError } from "@smart0dte/domain";
import type { Client } from "pg";
import { openCluster, type Cluster } from "./cluster.ts";
import { FolderInUseError, lockFolder } from "./folder-lock.ts";
import { connectWhenReady, ensureDatabase, takeOwnership, urlOf } from "./owner-connection.ts";
import { readPidFile, servesIn, type PidFile } from "./pid-file.ts";
import { findBinaries, type ServerBinaries } from "./server-binaries.ts";
import { ELSEWHERE, findPlace, type ServerPlace } from "./server-place.ts";
import { endLeftBehind, startServer, stopServer } from "./server-process.ts";

export interface EmbeddedOptions {
  /** The desk's data folder; made where missing. */
  readonly folder: string;
  readonly log: (line: string) => void;
  /** The server went away while it was wanted, and with it the claim to the folder. Called once. */
  readonly onLost?: (why: string) => void;
}

/** A server of the desk's own, on 127.0.0.1, that this process owns until it stops it or ends. */
export interface EmbeddedPostgres {
  readonly url: string;
  /** What a person should know of this start: data elsewhere, a server taken over. */
  readonly notes: readonly string[];
  /** Ends all connections and the server. A second call changes nothing. */
  stop(): Promise<void>;
}

/**
 * Opens the database in the data folder: makes it the first time, takes over what a killed desk left.
 *
 * One process owns a folder; another is refused with a {@link FolderInUseError} from its first moment on.
 */
export async function openEmbeddedPostgres({
  folder,
  log,
  onLost = log,
}: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const home = makeFolder(folder);
  const lock = await lockFolder(home);
  try {
    const place = findPlace(home);
    const { binaries, notes } = findBinaries(place.account, ELSEWHERE);
    const desk: Desk = {
      folder: home,
      place,
      binaries,
      cluster: await openCluster(place.pg, binaries, place.account),
      log,
    };
    const takenOver = await takeOver(desk);
    const { owner, port } = await start(desk);
    let stopping: Promise<void> | null = null;
    let lost = false;
    owner.on("error", ({ message }) => {
      if (stopping !== null || lost) return;
      lost = true;
      onLost(`The embedded database went away: ${message}; its log is ${desk.cluster.log}.`);
    });
    const end = async (): Promise<void> => {
      await stopServer(desk.cluster.data, binaries);
      lock.release();
    };
    return {
      url: urlOf({ port, password: desk.cluster.password }),
      notes: [...place.notes, ...notes, ...takenOver],
      stop: () => (stopping ??= end()),
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

interface Desk {
  readonly folder: string;
  readonly place: ServerPlace;
  readonly binaries: ServerBinaries;
  readonly cluster: Cluster;
  readonly log: (line: string) => void;
}

function makeFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    return realpathSync(folder);
  } catch (error) {
    throw new BadInputError(
      `The data folder ${folder} cannot be made: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

const DEAD_SESSION_MS = 3_000;
const SILENT_MS = 30_000;

/** Ends the server that a killed desk left in the folder, unless a living desk owns it after all. */
async function takeOver(desk: Desk): Promise<readonly string[]> {
  const { data } = desk.cluster;
  const left = readPidFile(data);
  const notes = left !== null && servesIn(data, left.pid) ? [await endServer(desk, left)] : [];
  // a server that died instead of ending leaves sessions at work and its file, which may name a process
  // that still has a number though it no longer runs: either would keep the next server from starting
  const busy = await endLeftBehind(data);
  rmSync(join(data, "postmaster.pid"), { force: true });
  return busy === 0 ? notes : [...notes, `${busy} processes of a killed database server were ended.`];
}

async function endServer({ folder, cluster, binaries }: Desk, { pid, port }: PidFile): Promise<string> {
  const { data, password } = cluster;
  const until = performance.now() + SILENT_MS;
  const ended = (): boolean => !servesIn(data, pid) || performance.now() > until;
  const client = await connectWhenReady({ port, password }, ended);
  if (client !== null) {
    client.on("error", () => {});
    const mine = await takeOwnership(client, DEAD_SESSION_MS);
    if (!mine) {
      await client.end();
      throw new FolderInUseError(folder);
    }
  }
  await stopServer(data, binaries);
  return `A database server that an ended desk had left running (process ${pid}) was taken over.`;
}

const ATTEMPTS = 5;
const LONG_MS = 5_000;

async function start(desk: Desk): Promise<{ readonly owner: Client; readonly port: number }> {
  const { cluster, binaries, place } = desk;
  for (let attempt = 1; ; attempt += 1) {
    const server = await startServer(cluster, binaries, place.account);
    const slow = setTimeout(() => desk.log("The embedded database is recovering from its last end"), LONG_MS);
    const owner = await connectWhenReady(
      { port: server.port, password: cluster.password },
      () => server.ended() !== null,
    );
    clearTimeout(slow);
    if (owner !== null) {
      owner.on("error", () => {});
      await own(owner, desk);
      return { owner, port: server.port };
    }
    const why = server.ended() ?? "";
    // somebody took the free port between its choice and its use
    if (attempt < ATTEMPTS && /could not create any TCP/.test(why)) continue;
    throw new Error(`The embedded database did not start: ${why} (its log is ${cluster.log})`);
  }
}

async function own(owner: Client, { folder, cluster, binaries }: Desk): Promise<void> {
  if (!(await takeOwnership(owner, 0))) {
    await owner.end();
    throw new FolderInUseError(folder);
  }
  try {
    await ensureDatabase(owner);
  } catch (error) {
    await stopServer(cluster.data, binaries);
    throw error;
  }
}
