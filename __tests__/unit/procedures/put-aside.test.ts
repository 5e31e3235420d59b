import { ProblemError } from '../../../src/domain/problem.ts';
import type { QuarantineWay } from '../../../src/domain/schema/quarantine.ts';
import { guardQuarantine } from '../../../src/procedures/choose-quarantine.ts';
import { putAside } from '../../../src/procedures/put-aside.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { type Mishap, openQuarantines } from './quarantines.ts';

const ways: readonly QuarantineWay[] = ['rename', 'move'];
const rows = ['1', '2', 'x', 'y'];
const isMishap = (error: unknown): boolean =>
  error instanceof ProblemError || (error instanceof Error && error.message === 'killed');

/** How many calls an undisturbed run has that change something. */
async function callsOf(work: (site: ReturnType<typeof openQuarantines>) => Promise<unknown>): Promise<number> {
  const site = openQuarantines();
  await work(site);
  return site.sent();
}

test.each(ways)('%s: what is put aside keeps its rows, and its record is closed', async (way) => {
  const site = openQuarantines();
  expect(await site.deploy(way)).toBe('ran');
  const [kept = '', ...others] = site.kept();
  expect([others, site.rowsOf(kept), site.rowsOf('T')]).toEqual([[], rows, way === 'rename' ? undefined : []]);
  expect(await site.records()).toEqual([
    expect.objectContaining({
      way,
      state: 'closed',
      tables: [expect.objectContaining({ name: 'T', kept, rows: '2' })],
    }),
  ]);
});

test('what is renamed away deletes itself only while it has its other name', async () => {
  const site = openQuarantines();
  await site.deploy('rename');
  const [kept = ''] = site.kept();
  await site.undo((await site.records())[0]?.id ?? '');
  const expected = [`rename T ${kept}`, `expire ${kept}`, `keep ${kept}`, `rename ${kept} T`, 'keep T'];
  expect(site.database.changes).toEqual(expected);
});

describe.each<Mishap>(['killed-before', 'killed-after', 'answer-lost'])('%s', (mishap) => {
  test.each(ways)('%s: a run that meets it at any call goes on, and every row is there once', async (way) => {
    const calls = await callsOf((site) => site.deploy(way));
    expect(calls).toBeGreaterThan(4);
    for (let at = 1; at <= calls; at += 1) {
      const site = openQuarantines();
      const first = await site.deploy(way, at, mishap).catch((error) => {
        if (!isMishap(error)) throw error;
        return 'mishap';
      });
      if (first === 'mishap') await site.deploy(way);
      const kept = site.kept().filter((name) => site.rowsOf(name)?.length !== 0);
      expect({ at, kept: kept.map((name) => site.rowsOf(name)), live: site.rowsOf('T') }).toEqual({
        at,
        kept: [rows],
        live: way === 'rename' ? undefined : [],
      });
      const safety = way === 'rename' ? `expire ${kept[0]}` : `guard ${kept[0]}`;
      expect({ at, changes: site.database.changes }).toEqual({ at, changes: expect.arrayContaining([safety]) });
      expect({ at, states: (await site.records()).map(({ state }) => state) }).toEqual({ at, states: ['closed'] });
    }
  });

  test.each(ways)('%s: an undo that meets it at any call goes on, and says before when it is done', async (way) => {
    const calls = await callsOf(async (site) => {
      await site.deploy(way);
      const [record] = await site.records();
      await site.undo(record?.id ?? '');
    });
    for (let at = 1; at <= calls; at += 1) {
      const site = openQuarantines();
      await site.deploy(way);
      const id = (await site.records())[0]?.id ?? '';
      await site.undo(id, at, mishap).catch((error) => {
        if (!isMishap(error)) throw error;
      });
      expect({ at, problems: await site.judge(id) }).toEqual({ at, problems: [] });
      await site.undo(id);
      expect({ at, live: site.rowsOf('T') }).toEqual({ at, live: rows });
      expect((await site.undo(id)).when).toBe('before');
    }
  });
});

test('rows that come between the count and the move are put aside too, and later ones stay', async () => {
  const site = openQuarantines();
  const { load } = site.world.database;
  const move = load.moveAllExtents;
  const world = {
    ...site.world,
    database: {
      ...site.world.database,
      load: {
        ...load,
        async moveAllExtents(from: string, into: string) {
          site.database.assignStamps();
          site.database.put('T', pairColumns, [['z', '3']]);
          await move(from, into);
          site.database.put('T', pairColumns, [['late', '4']]);
        },
      },
    },
  };
  const put = await putAside({ way: 'move', tables: ['T'], days: 7, what: 'clears' }, world);
  expect(put).toMatchObject({ kind: 'aside', arrived: 1n, record: { tables: [{ rows: '3' }] } });
  expect(site.rowsOf('T')).toEqual(['4', 'late']);
});

test('rows that do not move are waited for, and then the deployment stops', async () => {
  const site = openQuarantines();
  site.database.put('T', pairColumns, [['waiting', '3']]);
  const { load } = site.world.database;
  let turns = 0;
  const moveAllExtents = async (): Promise<void> => {
    turns += 1;
  };
  const world = {
    ...site.world,
    database: { ...site.world.database, load: { ...load, moveAllExtents } },
  };
  const stopped = putAside({ way: 'move', tables: ['T'], days: 7, what: 'clears' }, world);
  await expect(stopped).rejects.toThrow('T still holds 3 rows that did not move');
  expect([turns, site.rowsOf('T')?.length, (await site.records())[0]?.state]).toEqual([5, 6, 'begun']);
});

test('rows that have no ingestion time yet are waited for, and then nothing is moved until they have one', async () => {
  const site = openQuarantines();
  site.database.put('T', pairColumns, [['streamed', '3']], { stamp: 'waiting' });
  await expect(site.deploy('move')).rejects.toThrow('1 of its rows have no ingestion time yet');
  expect(site.rowsOf('T')?.length).toBe(6);
  site.database.assignStamps();
  await site.deploy('move');
  expect([site.rowsOf('T'), site.kept().map((name) => site.rowsOf(name)?.length)]).toEqual([[], [6]]);
});

test('tables that one command drops are renamed away in one transaction, and back', async () => {
  const site = openQuarantines();
  site.database.put('U', pairColumns, [['u', '9']]);
  const put = await putAside({ way: 'rename', tables: ['T', 'U'], days: 7, what: 'drops' }, site.world);
  if (put.kind === 'empty') throw new Error('nothing was put aside');
  await put.close();
  const [t = '', u = ''] = site.kept();
  expect([site.rowsOf(t), site.rowsOf(u)]).toEqual([rows, ['9', 'u']]);
  expect(site.database.changes[0]).toBe(`rename T ${t}, U ${u}`);
  await site.undo(put.record.id);
  expect([site.rowsOf('T'), site.rowsOf('U'), site.kept()]).toEqual([rows, ['9', 'u'], []]);
});

test('an empty table is left alone', async () => {
  const site = openQuarantines();
  site.database.clear('T');
  await site.deploy('move');
  expect([site.kept(), await site.records()]).toEqual([[], []]);
});

test('a table without ingestion times is moved by a count of all its rows', async () => {
  const site = openQuarantines();
  site.database.turnTimesOff('T');
  await site.deploy('move');
  expect([site.rowsOf('T'), site.kept().map(site.rowsOf)]).toEqual([[], [rows]]);
});

test('a table of another identity is neither renamed away nor given its name back', async () => {
  const site = openQuarantines();
  await site.deploy('rename', 2, 'killed-before').catch(() => undefined);
  site.database.replaceIdentity('T');
  await site.deploy('rename');
  const [stale, taken] = await site.records();
  expect([stale?.state, taken?.state]).toEqual(['begun', 'closed']);
  site.database.put('T', pairColumns, [['new', '9']]);
  expect(await site.judge(taken?.id ?? '')).toEqual([expect.objectContaining({ code: 'refused' })]);
});

test('rows are not moved back into a table that feeds another, or that has other columns', async () => {
  const site = openQuarantines();
  await site.deploy('move');
  const [record] = await site.records();
  site.script.push(`.alter table Derived policy update @'[{"IsEnabled":true,"Source":"T","Query":"T"}]'`);
  site.database.put('Derived', pairColumns, []);
  expect(await site.judge(record?.id ?? '')).toEqual([
    expect.objectContaining({ code: 'refused', summary: expect.stringContaining('update policies fill Derived') }),
  ]);
});

test('what is in the way at the last moment is refused by the guard', async () => {
  const site = openQuarantines(['.alter table T policy row_level_security enable "T | where false"']);
  const { read } = site.world.database;
  const none = {
    check: () => Promise.reject(new Error('asked for a snapshot')),
    spared: () => new Set<string>(),
    passed: () => undefined,
  };
  const quarantine = { way: 'rename', tables: ['T'], days: 7 } as const;
  const loss = { kind: 'loses-data', tables: ['T'], what: 'drops T' } as const;
  expect(await guardQuarantine(none, read).check({ loss, text: '.drop table T', quarantine })).toMatchObject({
    code: 'refused',
    summary: 'drops T: it cannot be put into quarantine.',
  });
});

test.each(ways)(
  '%s: the record of what has long been over is forgotten, not of what is kept or was put back',
  async (way) => {
    const overdue = async () => {
      const site = openQuarantines();
      await site.deploy(way);
      const [record] = await site.records();
      const path = site.store.paths().find((one) => one.includes('quarantines')) ?? '';
      site.store.overwrite(path, JSON.stringify({ ...record, expiresAt: '2026-09-01T00:00:00.000Z' }));
      return { site, id: record?.id ?? '', left: () => site.settle().then(async () => (await site.records()).length) };
    };
    const kept = await overdue();
    expect(await kept.left()).toBe(1);
    await kept.site.undo(kept.id);
    expect(await kept.left()).toBe(1);
    const gone = await overdue();
    await gone.site.world.database.change.dropTable(gone.site.kept()[0] ?? '');
    expect(await gone.left()).toBe(0);
  },
);
