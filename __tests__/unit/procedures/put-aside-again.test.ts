import { problemError } from '../../../src/domain/problem.ts';
import type { Database } from '../../../src/ports/database.ts';
import { putAside, type QuarantineRequest } from '../../../src/procedures/put-aside.ts';
import { askQuarantines, settleQuarantines } from '../../../src/procedures/quarantine-records.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { command, openQuarantines } from './quarantines.ts';

type Site = ReturnType<typeof openQuarantines>;

const oldest: QuarantineRequest = {
  way: 'move',
  tables: ['T'],
  days: 7,
  what: 'drops extents of T',
  command,
  extents: '.show table T extents | top 1 by MinCreatedOn asc',
};

const clearing: QuarantineRequest = { way: 'move', tables: ['T'], days: 7, what: 'clears', command };

/** Its query names the first extent that is left; each call of it may meet a mishap once it is done. */
function withQuery(site: Site, mishap: 'none' | 'killed' | 'answer-lost') {
  let sent = 0;
  const { database } = site.world;
  const moveQueriedExtents: Database['load']['moveQueriedExtents'] = async (_query, from, into) => {
    sent += 1;
    const [first] = await site.database.read.rowsByExtent(from);
    if (first !== undefined) await site.database.load.moveExtents(from, into, [first.extentId]);
    if (sent > 1 || mishap === 'none') return;
    if (mishap === 'killed') throw new Error('killed');
    throw problemError({ code: 'service', summary: 'No answer.', transient: true });
  };
  const world = { ...site.world, database: { ...database, load: { ...database.load, moveQueriedExtents } } };
  const put = async (more: Partial<QuarantineRequest> = {}) => {
    const { begun } = await settleQuarantines({ commands: new Set([command]) }, world);
    return putAside({ ...oldest, begun, ...more }, world);
  };
  return { put, sent: () => sent };
}

const keptRows = (site: Site) => site.kept().map((name) => site.rowsOf(name));

test('extents that a query names are moved once, also when the run is killed after them', async () => {
  const site = openQuarantines();
  const { put, sent } = withQuery(site, 'killed');
  await expect(put()).rejects.toThrow('killed');
  await put();
  expect([sent(), site.rowsOf('T'), keptRows(site)]).toEqual([1, ['2', 'y'], [['1', 'x']]]);
});

test('extents that a query names are moved once, also when the answer is lost', async () => {
  const site = openQuarantines();
  const { put, sent } = withQuery(site, 'answer-lost');
  await put();
  expect([sent(), site.rowsOf('T'), keptRows(site)]).toEqual([1, ['2', 'y'], [['1', 'x']]]);
});

test('a query of another command does not go on with what this one began', async () => {
  const site = openQuarantines();
  const { put } = withQuery(site, 'killed');
  await expect(put()).rejects.toThrow('killed');
  await put({ command: 'another' });
  expect(keptRows(site)).toEqual([
    ['1', 'x'],
    ['2', 'y'],
  ]);
});

test('what goes on stays for as long as the deployment says that goes on', async () => {
  const site = openQuarantines();
  const { put } = withQuery(site, 'killed');
  await expect(put()).rejects.toThrow('killed');
  await put({ days: 90, restores: 'newer' });
  expect(await site.records()).toEqual([
    expect.objectContaining({ days: 90, restores: 'newer', expiresAt: '2027-02-18T09:10:00.000Z' }),
  ]);
});

test('what was renamed away before a kill stays for as long as the deployment says that settles it', async () => {
  const site = openQuarantines();
  await expect(site.deploy('rename', 2, 'killed-after')).rejects.toThrow('killed');
  await settleQuarantines({ commands: new Set([command]), days: 90 }, site.world);
  expect(await site.records()).toEqual([expect.objectContaining({ state: 'closed', days: 90 })]);
});

test('rows that went during a move are told before the move counts as done', async () => {
  const site = openQuarantines();
  const { database } = site.world;
  const moveAllExtents: Database['load']['moveAllExtents'] = async (from, into) => {
    await site.database.load.moveAllExtents(from, into);
    site.database.clear(into);
  };
  const world = { ...site.world, database: { ...database, load: { ...database.load, moveAllExtents } } };
  const put = () => putAside(clearing, world);
  await expect(put()).rejects.toThrow('now hold 0 of them');
  expect([(await site.records())[0]?.state, (await askQuarantines(world)).unrecorded]).toEqual(['begun', []]);
});

test('a quarantine of another deployment that cannot be ended holds up no other, and one of ours stops the deployment', async () => {
  const site = openQuarantines();
  site.database.put('U', pairColumns, [['u', '9']]);
  for (const table of ['T', 'U']) {
    const killed = { ...site.world.database.change, expireTable: () => Promise.reject(new Error('killed')) };
    const world = { ...site.world, database: { ...site.world.database, change: killed } };
    const put = putAside({ way: 'rename', tables: [table], days: 7, what: 'drops', command: table }, world);
    await expect(put).rejects.toThrow('killed');
  }
  const [first] = await site.records();
  const { change } = site.world.database;
  const expireTable: typeof change.expireTable = async (name, at) => {
    if (name === first?.tables[0]?.kept) throw problemError({ code: 'service', summary: 'It may not.' });
    await change.expireTable(name, at);
  };
  const world = { ...site.world, database: { ...site.world.database, change: { ...change, expireTable } } };
  const settle = (...commands: readonly string[]) => settleQuarantines({ commands: new Set(commands) }, world);
  expect((await settle()).problems).toEqual([expect.objectContaining({ summary: 'It may not.' })]);
  expect((await site.records()).map(({ state }) => state)).toEqual(['begun', 'done']);
  await expect(settle('T', 'U')).rejects.toThrow('It may not.');
  expect((await site.records()).map(({ state }) => state)).toEqual(['begun', 'closed']);
});

test('records of other quarantines are read once for a deployment, and not again for each command', async () => {
  const site = openQuarantines();
  await site.deploy('move');
  site.database.put('T', pairColumns, [['z', '3']]);
  const read = async (): Promise<never> => Promise.reject(new Error('read again'));
  const put = putAside(clearing, { ...site.world, store: { ...site.world.store, read } });
  expect((await put).kind).toBe('aside');
});

test('what was announced long ago and never done is forgotten, and the command begins anew', async () => {
  const site = openQuarantines();
  await expect(site.deploy('rename', 2, 'killed-before')).rejects.toThrow('killed');
  const [record] = await site.records();
  const path = site.store.paths().find((one) => one.includes('quarantines')) ?? '';
  site.store.overwrite(path, JSON.stringify({ ...record, expiresAt: '2026-09-01T00:00:00.000Z' }));
  expect(await site.deploy('rename')).toBe('ran');
  const [taken, ...others] = await site.records();
  expect([taken?.state, taken?.id === record?.id, others]).toEqual(['closed', false, []]);
});
