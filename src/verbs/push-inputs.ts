import { type Problem, problemError } from '../domain/problem.ts';
import type { PushWay } from '../procedures/push-parts.ts';
import type { ReferenceData } from '../procedures/read-reference-data.ts';
import type { SignIn, World } from './world.ts';

/** Where reference data goes that a data connection is to load. */
export const pushInputs = {
  'event-grid-storage': {
    type: 'uri',
    secret: 'query',
    describe:
      'Container URI that an Event Grid data connection of the database watches, for reference data with ingestion: event-grid; may carry a SAS; not the container of the snapshots',
  },
  'event-grid-seconds': {
    type: 'count',
    default: '1800',
    describe: 'How long no further file of such reference data may come into the database before it is given up',
  },
} as const;

interface PushRequest extends SignIn {
  readonly storage: string;
  readonly 'event-grid-storage': string | undefined;
  readonly 'event-grid-seconds': number;
}

/** Undefined where no container is given. Rejects with `input` when it is that of the snapshots. Sends no request. */
export function openPushWay(request: PushRequest, world: World): PushWay | undefined {
  const uri = request['event-grid-storage'];
  if (uri === undefined) return undefined;
  const container = world.openStore({ ...request, storage: uri, input: 'event-grid-storage' });
  const snapshots = world.openStore(request);
  if (container.container === snapshots.container) {
    throw problemError({
      code: 'input',
      summary: 'The inputs event-grid-storage and storage name the same container.',
      detail: `${container.container}: a data connection that watches it would load the snapshots too.`,
      next: 'Give the data connection a container of its own.',
    });
  }
  return { container, patienceSeconds: request['event-grid-seconds'], progress: world.progress };
}

/** Problems of tables that are to be loaded by Event Grid, without a container. */
export function findUnpushable(data: readonly ReferenceData[], way: PushWay | undefined): readonly Problem[] {
  if (way !== undefined) return [];
  return data
    .filter(({ options }) => options.ingestion === 'event-grid')
    .map(({ file, table }) => ({
      code: 'input',
      summary: `${table} is to be loaded by Event Grid, and the input event-grid-storage is not given.`,
      next: 'Give the container that its data connection watches, or take ingestion: event-grid out of the options.',
      at: { file: file.path, line: 1 },
    }));
}
