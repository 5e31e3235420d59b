import { openOnceRecord, type Resume } from '../../../src/procedures/once-record.ts';
import { memoryClock } from '../../fixtures/memory/clock.ts';
import { paths } from '../../fixtures/memory/saved-table.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';
import { openDeployments, refused } from './deployments.ts';
import { openQuarantines } from './quarantines.ts';

const [clear, fill, last] = ['.clear table T data', '.append T <| print a = "x"', '.append T <| Missing'] as const;

/** A quarantine in that state. */
async function quarantine(state: 'undoing' | 'undone') {
  const site = openQuarantines();
  await site.deploy('move');
  const [record] = await site.records();
  if (record === undefined) throw new Error('no record');
  return { ...record, state };
}

test.each([
  ['ran', [last]],
  ['did-not-run', [clear, fill, last]],
  ['anew', [clear, fill, last]],
] as const)(
  'What ran before a quarantine was put back is asked about, and goes on as resume %s says',
  async (resume, again) => {
    const { sent, fail, undone, deploy } = await openDeployments([[last, refused]]);
    await deploy([clear, fill, last]);
    undone.push(await quarantine('undone'));
    const { problems } = await deploy([clear, fill, last]);
    expect(problems).toEqual([
      expect.objectContaining({ code: 'unknown', summary: expect.stringContaining('s.kql:1') }),
      expect.objectContaining({ code: 'unknown', detail: expect.stringContaining('00000001') }),
    ]);
    fail(last, refused);
    await deploy([clear, fill, last], resume);
    expect(sent.slice(3)).toEqual(again);
    expect((await deploy([clear, fill, last])).problems).toEqual([]);
  },
);

test('What ran while an undo was at it is asked about once that has ended', async () => {
  const { undone, deploy } = await openDeployments([[last, refused]]);
  undone.push(await quarantine('undoing'));
  await deploy([fill, last]);
  undone[0] = await quarantine('undone');
  expect((await deploy([fill, last])).problems).toHaveLength(1);
});

const one = { id: 'c', file: 's.kql', place: 's.kql:1', isRepeatable: true };

test.each<[Resume, string, ran: number, asked: number]>([
  ['auto', '', 1, 0],
  ['auto', 'others', 0, 1],
  ['ran', 'others', 1, 0],
  ['did-not-run', 'others', 0, 0],
  ['anew', '', 0, 0],
])(
  'With resume %s a command that a quarantine tells of, of the restores %j, is left out, asked about, or runs',
  async (resume, restores, ran, asked) => {
    const unrecorded = [{ id: 'c', at: '2026-11-20T09:10:00.0000000Z', restores }];
    const world = { store: memoryStore(), paths, clock: memoryClock() };
    const open = (told: typeof unrecorded, how: Resume) =>
      openOnceRecord(world, { commands: [one], resume: how, restores: [], undone: [], unrecorded: told });
    const record = await open(unrecorded, resume);
    expect([record.ran.size, record.unanswered.length]).toEqual([ran, asked]);
    if (asked > 0) return;
    await record.start([]);
    expect((await open([], 'auto')).ran.size).toBe(ran);
  },
);
