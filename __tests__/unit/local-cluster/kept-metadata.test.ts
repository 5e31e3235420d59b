import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from '../../../local-cluster/engine/engine.ts';
import { createTable, dropTable } from '../../../local-cluster/engine/tables.ts';

let directory = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kept-metadata-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

async function withEngine<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await Engine.open({ directory, databases: ['Demo'], storage: 'disk', threads: 1 });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

const columns = [
  { name: 'Id', type: 'long' },
  { name: 'Name', type: 'string' },
] as const;

const savedEntities = (engine: Engine) =>
  engine.store.read((session) =>
    session.rows(
      "SELECT kind, name, count(*)::INTEGER FROM meta.entity WHERE database = 'Demo' GROUP BY 1, 2 ORDER BY 1, 2",
    ),
  );

test('of metadata that changed often the last state is there after a restart, and nothing else is kept', async () => {
  await withEngine(async (engine) => {
    const database = engine.database('Demo');
    for (const name of ['Kept', 'Gone'])
      await database.change((session, draft) => createTable(session, draft, { name, columns }));
    for (const folder of ['one', 'two', 'three'])
      await database.change(async (_session, draft) => {
        const table = draft.tables.get('Kept');
        if (table !== undefined) draft.tables.set('Kept', { ...table, folder });
      });
    await database.change(async (session, draft) => {
      const table = draft.tables.get('Gone');
      if (table !== undefined) await dropTable(session, draft, { table, nowTicks: engine.clock.nowTicks() });
    });
  });

  await withEngine(async (engine) => {
    const { catalog } = engine.database('Demo');
    expect([...catalog.tables.values()].map(({ name, folder }) => [name, folder])).toEqual([['Kept', 'three']]);
    expect([...catalog.dropped.keys()]).toEqual(['Gone']);
    expect(await savedEntities(engine)).toEqual([
      ['database', '', 1],
      ['dropped', 'Gone', 1],
      ['table', 'Kept', 1],
    ]);
  });
});

test('events of metadata are told once each, however often they are asked for, and again after a restart', async () => {
  const told = async (engine: Engine) => {
    const database = engine.database('Demo');
    const events = await database.store.read((session) => database.journal.list(session));
    return events.map(({ event, entity }) => `${event} ${entity}`);
  };
  const create = (engine: Engine, name: string) =>
    engine.database('Demo').change((session, draft) => createTable(session, draft, { name, columns }));

  await withEngine(async (engine) => {
    await create(engine, 'A');
    expect(await told(engine)).toEqual(['CREATE-TABLE A']);
    await create(engine, 'B');
    expect(await Promise.all([told(engine), told(engine)])).toEqual([
      ['CREATE-TABLE A', 'CREATE-TABLE B'],
      ['CREATE-TABLE A', 'CREATE-TABLE B'],
    ]);
  });
  await withEngine(async (engine) => {
    await create(engine, 'C');
    expect(await told(engine)).toEqual(['CREATE-TABLE A', 'CREATE-TABLE B', 'CREATE-TABLE C']);
  });
});
