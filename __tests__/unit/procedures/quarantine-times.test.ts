import type { QuarantineWay } from '../../../src/domain/schema/quarantine.ts';
import { settleQuarantines } from '../../../src/procedures/quarantine-records.ts';
import { withQuarantined } from '../../../src/procedures/quarantined-rows.ts';
import { findQuarantines } from '../../../src/procedures/standing-quarantines.ts';
import { tableManifest } from '../../fixtures/memory/manifest.ts';
import { command, openQuarantines } from './quarantines.ts';

const ways: readonly QuarantineWay[] = ['rename', 'move'];
const atMinute = (minute: number) => `2026-11-20T10:${String(minute).padStart(2, '0')}:00.0000000Z`;

/** A site whose service needs twenty minutes for the command that puts rows aside, from 10:00; whatever else comes takes no time. */
function slowSite() {
  const site = openQuarantines();
  const { read, change, load } = site.world.database;
  let minute = 0;
  const slow =
    <A extends readonly unknown[]>(work: (...given: A) => Promise<void>) =>
    async (...given: A): Promise<void> => {
      await work(...given);
      minute += 20;
    };
  const identity = read.identity;
  Object.assign(read, { identity: async () => ({ ...(await identity()), now: atMinute(minute) }) });
  Object.assign(change, { renameTables: slow(change.renameTables) });
  Object.assign(load, { moveAllExtents: slow(load.moveAllExtents) });
  return site;
}

/** Whether a restore from a snapshot of that minute would leave behind what is aside. */
async function isSince(site: ReturnType<typeof openQuarantines>, minute: number): Promise<boolean | undefined> {
  const plan = {
    table: tableManifest({ name: 'T', rows: 1n }),
    index: 0,
    live: undefined,
    readers: 'all',
    state: 'damaged',
    damage: '1 row is gone',
    snapshotRows: 1n,
    impact: [],
    obstacles: [],
  } as const;
  const asked = { manifest: { clusterTime: atMinute(minute) }, newerRows: undefined, restores: [] };
  const [one] = await withQuarantined([plan], asked, site.world);
  return one?.quarantined?.[0]?.isSince;
}

async function rewrite(site: ReturnType<typeof openQuarantines>, more: Readonly<Record<string, unknown>>) {
  const path = site.store.paths().find((one) => one.includes('quarantines')) ?? '';
  const [record] = await site.records();
  site.store.overwrite(path, JSON.stringify({ ...record, ...more }));
}

test.each(ways)('%s: a snapshot that began while rows were being put aside does not count as later', async (way) => {
  const site = slowSite();
  await site.deploy(way);
  expect((await site.records())[0]?.asideAt).toBe(atMinute(20));
  expect([await isSince(site, 10), await isSince(site, 21)]).toEqual([true, false]);
});

test.each(ways)('%s: of what an earlier version put aside nothing tells when, so that it may be since', async (way) => {
  const site = slowSite();
  await site.deploy(way);
  await rewrite(site, { asideAt: undefined });
  expect(await isSince(site, 59)).toBe(true);
  expect(await findQuarantines(site.world.database, site.world)).toEqual([
    expect.not.objectContaining({ putAsideAt: expect.anything() }),
  ]);
});

test('what came aside again by a late command was not put aside when it was first', async () => {
  const site = slowSite();
  await site.deploy('rename');
  const [kept = ''] = site.kept();
  await site.undo((await site.records())[0]?.id ?? '');
  await site.world.database.change.renameTables([{ from: 'T', to: kept }]);
  expect(await isSince(site, 59)).toBe(true);
});

test.each(ways)('%s: what was put aside for certain before a kill keeps its end and its days', async (way) => {
  const site = slowSite();
  await site.deploy(way);
  await rewrite(site, { state: 'done' });
  const [before] = await site.records();
  await settleQuarantines({ commands: new Set([command]), days: 90 }, site.world);
  const { days, expiresAt, asideAt } = before ?? {};
  expect(await site.records()).toEqual([expect.objectContaining({ state: 'closed', days, expiresAt, asideAt })]);
  expect(days).toBe(7);
});
