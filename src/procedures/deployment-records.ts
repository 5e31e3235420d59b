import type {
  BegunDeployment,
  EndedDeployment,
  GapRecord,
  HeldDeployment,
  LosingStep,
  RecordedDeployment,
} from '../domain/schema/deployment-record.ts';
import {
  digestOfRows,
  digestOfStatement,
  parseBegun,
  parseEnded,
  takenBack,
} from '../domain/schema/deployment-record.ts';
import type { Manifest } from '../domain/snapshot/manifest.ts';
import {
  databasePaths,
  deploymentFolder,
  deploymentsPrefix,
  isDeploymentSince,
  type SnapshotPaths,
} from '../domain/snapshot/paths.ts';
import type { RestoreRecord } from '../domain/snapshot/records.ts';
import type { Clock } from '../ports/clock.ts';
import type { Database } from '../ports/database.ts';
import type { SnapshotStore } from '../ports/snapshot-store.ts';
import type { Gap } from './cover-arrivals.ts';
import type { LossRequest } from './guard-losses.ts';
import type { EndedStep } from './run-deployment.ts';

interface RecordsWorld {
  readonly store: SnapshotStore;
  readonly paths: SnapshotPaths;
  readonly database: Pick<Database, 'read'>;
  readonly clock: Clock;
}

/** One run of a deployment, as it is being recorded. */
export interface RecordedRun {
  /** To be called before a loss of rows that no snapshot holds, with what is lost; whether that happened, `end` tells. */
  readonly gap: (gap: Gap) => Promise<void>;
  /** To be called when it has stopped, with what became of each of the steps that were given before. */
  readonly end: (steps: readonly EndedStep[], requests: readonly LossRequest[]) => Promise<void>;
}

/**
 * Stores what a deployment is about to lose; to be called before its first command, with what each step asks for. A run that does not come to its end counts as one
 * that did all of it. Nothing is stored of one that loses nothing.
 */
export async function noteDeploymentBegun(
  plan: string,
  requests: readonly LossRequest[],
  { store, paths, database, clock }: RecordsWorld,
): Promise<RecordedRun> {
  const id = clock.randomHex(8);
  const clusterTime = async (): Promise<string> => (await database.read.identity()).now;
  const write = (path: string, record: BegunDeployment | EndedDeployment | GapRecord) =>
    store.write(path, `${JSON.stringify(record)}\n`, { kind: 'if-absent' });
  const begin = async (steps: readonly LosingStep[]): Promise<string> => {
    const record: BegunDeployment = { formatVersion: 1, id, plan, clusterTime: await clusterTime(), steps: [...steps] };
    const folder = deploymentFolder(paths, record.clusterTime, id);
    await write(`${folder}/begun.json`, record);
    return folder;
  };
  const steps = requests.flatMap((request) => losingStepOf(request) ?? []);
  let begun = steps.length === 0 ? undefined : await begin(steps);
  let gaps = 0;
  return {
    async gap({ request, tables }) {
      const step = losingStepOf(request);
      begun ??= await begin(step === undefined ? [] : [step]);
      gaps += 1;
      const lost = tables.map(({ table, rows, snapshotId }) => ({ name: table, rows: rows.toString(), snapshotId }));
      const record: GapRecord = { formatVersion: 1, clusterTime: await clusterTime(), step, tables: lost };
      await write(`${begun}/gap-${gaps}.json`, record);
    },
    async end(done, asked) {
      const attempted = done.flatMap(({ outcome, changed }, place) => {
        const request = asked[place];
        return request === undefined || outcome.kind === 'not-attempted' ? [] : (losingStepOf(request, changed) ?? []);
      });
      if (begun === undefined && attempted.length === 0) return;
      const folder = begun ?? (await begin(attempted));
      await write(`${folder}/ended.json`, { formatVersion: 1, clusterTime: await clusterTime(), steps: attempted });
    },
  };
}

/** Undefined for what loses nothing. `changed` are tables whose data it turned out to change when it ran. */
function losingStepOf(request: LossRequest, changed: readonly string[] = []): LosingStep | undefined {
  const { loss, at } = request;
  const planned = loss.kind === 'loses-data' ? loss.tables : [];
  const tables = [...new Set([...planned, ...(request.rows === undefined ? changed : [])])];
  if (tables.length === 0) return undefined;
  return {
    digest: digestOf(request),
    what: loss.kind === 'safe' ? `changes the rows of ${tables.join(', ')}` : loss.what,
    tables,
    ...(at !== undefined && { at: { ...at } }),
  };
}

/** By which the same step is known again. */
export function digestOf({ text, rows }: LossRequest): string {
  return rows === undefined ? digestOfStatement(text) : digestOfRows(rows.table, rows.contents);
}

/** What a restore puts back in place; nothing where the snapshot is of another database, whose clock says nothing of this one's deployments. */
export function takingBack(
  {
    source,
    tables,
  }: Pick<RestoreRecord, 'source'> & {
    readonly tables: readonly { readonly name: string; readonly target?: string | undefined }[];
  },
  { clusterTime }: Pick<Manifest, 'clusterTime'>,
): Parameters<typeof findTakenBack>[0] {
  const inPlace = source === undefined ? tables.filter(({ target }) => target === undefined) : [];
  return { since: clusterTime, tables: inPlace.map(({ name }) => name) };
}

const day = 86_400_000;

/**
 * What a restore of these tables to a snapshot that was planned at `since`, by the clock of the service, takes back. A deployment takes less than a day, so older ones are
 * not read. Rejects when a record cannot be read, since nothing tells then what it did.
 */
export async function findTakenBack(
  request: { readonly since: string; readonly tables: readonly string[] },
  store: SnapshotStore,
  database: Pick<Database, 'clusterHost' | 'name'>,
): Promise<readonly HeldDeployment[]> {
  if (request.tables.length === 0) return [];
  const paths = databasePaths(database.clusterHost, database.name);
  const oldest = new Date(Date.parse(request.since) - day);
  const folders = new Set<string>();
  for await (const { path } of store.list(deploymentsPrefix(paths)))
    if (isDeploymentSince(path, paths, oldest)) folders.add(path.slice(0, path.lastIndexOf('/')));
  const deployments: RecordedDeployment[] = [];
  for (const folder of folders) {
    const [begun, ended] = await Promise.all(
      ['begun', 'ended'].map(async (name) => {
        const path = `${folder}/${name}.json`;
        return { path, blob: await store.read(path) };
      }),
    );
    if (begun?.blob === undefined) continue;
    deployments.push({
      begun: parseBegun(begun.blob.body, begun.path),
      ended: ended?.blob && parseEnded(ended.blob.body, ended.path),
    });
  }
  return takenBack(deployments, request.since, new Set(request.tables));
}
