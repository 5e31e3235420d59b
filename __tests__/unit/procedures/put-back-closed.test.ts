import type { Problem } from '../../../src/domain/problem.ts';
import type { QuarantineWay } from '../../../src/domain/schema/quarantine.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { openQuarantines } from './quarantines.ts';

const secured = (table: string) =>
  `.alter table ['${table}'] policy row_level_security enable "['${table}'] | where false"`;
const opening = /\.delete table \['kr_q_\w+'\] policy row_level_security/;

/** What T held is in quarantine, and somebody has closed it, as status says for a T that hides rows. */
async function closed(way: QuarantineWay) {
  const site = openQuarantines();
  await site.deploy(way);
  const [[kept = ''], [record]] = [site.kept(), await site.records()];
  site.script.push(secured(kept));
  const judge = () => site.judge(record?.id ?? '');
  const undo = () => site.undo(record?.id ?? '');
  return { site, kept, judge, undo };
}

const opens = (found: readonly Problem[]) => found.filter(({ next = '' }) => opening.test(next)).length;
const toldOf = (found: readonly Problem[], kept: string) =>
  found.map(({ summary }) => summary.replaceAll(kept, 'KEPT').replace(/quarantine \w{8}/, 'quarantine Q'));

const stays =
  'KEPT, which holds what is in quarantine of T, has row level security, and is to keep it while something else stands against the undo.';

test('what is closed is not opened while the table that was cleared hides rows', async () => {
  const { site, kept, judge, undo } = await closed('move');
  site.script.push(secured('T'));
  const found = await judge();
  expect(toldOf(found, kept)).toEqual([
    'T has row level security, which it had not when it was cleared: its rows cannot be counted past it, so those in KEPT are not moved back.',
    stays,
  ]);
  expect(opens(found)).toBe(0);
  // What the first says to do about T.
  site.script.pop();
  expect(opens(await judge())).toBe(1);
  site.script.pop();
  expect((await undo()).when).toBe('now');
});

test('what is closed is not opened while its name is taken', async () => {
  const { site, kept, judge } = await closed('rename');
  site.database.put('T', pairColumns, []);
  const found = await judge();
  expect(toldOf(found, kept)).toEqual(['There is a table T again, so quarantine Q cannot have that name back.', stays]);
  expect(opens(found)).toBe(0);
});

test('what is closed is not opened for a table that is another one by now', async () => {
  const { site, kept, judge } = await closed('move');
  site.database.replaceIdentity('T');
  const found = await judge();
  expect(toldOf(found, kept)).toEqual([
    'T is not the table that was cleared, so quarantine Q is not moved into it.',
    stays,
  ]);
  expect(opens(found)).toBe(0);
});

test('a table that hides rows is not told to show them for an undo, without a word on who reads meanwhile', async () => {
  const site = openQuarantines();
  await site.deploy('move');
  site.script.push(secured('T'));
  const [record] = await site.records();
  const found = await site.judge(record?.id ?? '');
  expect(found).toEqual([
    expect.objectContaining({ code: 'refused', next: expect.stringContaining('while nobody else reads the database') }),
  ]);
});

test('what is closed and holds nothing any more, since it was put back before, is left alone', async () => {
  const { site, kept, undo } = await closed('move');
  site.script.pop();
  await undo();
  site.script.push(secured(kept));
  expect(opens(await site.judge((await site.records())[0]?.id ?? ''))).toBe(1);
  Object.assign(site.world.database.read, { creationTimes: async () => new Map() });
  expect((await undo()).when).toBe('before');
});
