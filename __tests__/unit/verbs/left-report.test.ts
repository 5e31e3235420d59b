import { type Problem, problemError } from '../../../src/domain/problem.ts';
import type { RestoreRecord } from '../../../src/domain/snapshot/records.ts';
import { refuseHidden } from '../../../src/procedures/give-up-restore.ts';
import { findLeftByRestores } from '../../../src/procedures/left-by-restores.ts';
import type { VerbResult } from '../../../src/verbs/command.ts';
import { withLeft } from '../../../src/verbs/left-report.ts';
import { pairColumns } from '../../fixtures/memory/manifest.ts';
import { runner, securedDatabase } from '../../fixtures/memory/secured-database.ts';
import { memoryStore } from '../../fixtures/memory/snapshot-store.ts';

const [stage, old] = ['kr_stage_0000000a_0', 'kr_old_0000000a_0'];
const policy = '.alter table T policy row_level_security enable "T | where b == 1"';
const base = { formatVersion: 1, runId: '0000000a', owner: '', snapshotId: 's', startedAt: '' } as const;
const table = { name: 'T', index: 0, liveTableId: `id-${old}`, stageTableId: 'id-T', cursor: null, round: 1 } as const;
const swapped: RestoreRecord = { ...base, phase: 'swapping', tables: [{ ...table, security: policy }] };
const nothing: VerbResult = { outcomes: [], report: [], outputs: {}, data: {} };

/** T was swapped in, and what it replaced is kept. */
function database() {
  const made = securedDatabase(memoryStore());
  for (const name of ['T', old]) made.put(name, pairColumns, [['x', '1']]);
  return made;
}
async function told(record: RestoreRecord, made: ReturnType<typeof database>) {
  const { report, data } = withLeft(nothing, await findLeftByRestores([record], made.names(), made));
  return { text: JSON.stringify(report), data };
}

test('a restore that was killed between its swap and its policies is told with the tables that nobody can read, and the command that cures each', async () => {
  const made = database();
  made.secure('T', `${stage} | where is ${runner.principal}`);
  made.secure(old, 'T | where b == 1');
  const { text, data } = await told(swapped, made);
  expect(text).toMatch(/Reading T ends in an error for everybody.*Running the same again finishes it/);
  expect(text).toContain(JSON.stringify(policy).slice(1, -1));
  expect(data).toEqual({
    interrupted: {
      restore: '0000000a',
      undo: false,
      standing: 'after-swap',
      tables: ['T'],
      closed: [{ table: 'T', command: policy }],
    },
    shown: [],
  });
});

test('a table that has its policy again is not called closed, and nothing is told of a restore that is over', async () => {
  const made = database();
  made.secure('T', 'T | where b == 1');
  await made.security.admit(old, 'nobody');
  expect((await told(swapped, made)).data).toMatchObject({ interrupted: { closed: [] } });
  expect(await told({ ...swapped, phase: 'closed' }, made)).toEqual({ text: '[]', data: { shown: [] } });
});

test('one that was interrupted before its swap says so, and an undo how it is run again', async () => {
  const made = database();
  const undoes = { runId: '0000000b', index: 0, cursor: null, contents: null } as const;
  const record: RestoreRecord = { ...base, phase: 'loading', tables: [{ ...table, undoes }] };
  const { text } = await told(record, made);
  expect(text).toMatch(/Undo 0000000a of T was interrupted before it changed anything live.*restore --undo/);
});

test('copies that a policy of later does not reach are told with the command that closes each', async () => {
  const made = database();
  const closed: RestoreRecord = { ...base, phase: 'closed', tables: [table] };
  expect((await told(closed, made)).data).toEqual({ shown: [] });
  made.secure('T', 'T | where b == 1');
  const { text, data } = await told(closed, made);
  expect(text).toContain(`do not reach them: ${old}`);
  expect(data).toEqual({ shown: [{ table: 'T', copy: old, command: `close ${old}` }] });
  await made.security.admit(old, 'nobody');
  expect((await told(closed, made)).data).toEqual({ shown: [] });
});

test('what cannot be read is not known, and stops nothing', async () => {
  const made = database();
  const no: Problem = { code: 'sign-in', summary: 'No.' };
  const read = { ...made.read, schemaScript: () => Promise.reject(problemError(no)) };
  const left = await findLeftByRestores([swapped], made.names(), { ...made, read });
  expect(JSON.stringify(withLeft(nothing, left).report)).toContain('is not known: No.');
  expect(withLeft(nothing, undefined)).toBe(nothing);
});

test('a restore whose table was secured after the swap says how it is finished, and where rows are seen until then', async () => {
  const made = database();
  const record: RestoreRecord = { ...base, phase: 'swapped', tables: [table] };
  await refuseHidden(record, made.read);
  await refuseHidden(swapped, made.read);
  made.secure('T', 'T | where b == 1');
  await refuseHidden(swapped, made.read);
  const replaced = { after: null, stagedRows: '1', round: 1 } as const;
  const staying = (state: 'kept' | 'replaced'): RestoreRecord => ({
    ...record,
    tables: [{ ...table, swap: 'replace-extents', replaced: { ...replaced, state } }],
  });
  await refuseHidden(staying('kept'), made.read);
  await expect(refuseHidden(staying('replaced'), made.read)).rejects.toMatchObject({ problems: [{ code: 'refused' }] });
  await expect(refuseHidden(record, made.read)).rejects.toMatchObject({
    problems: [
      {
        code: 'refused',
        summary: expect.stringContaining('T got row level security after restore 0000000a had swapped it'),
        detail: expect.stringContaining(old),
        next: expect.stringContaining('Turn the policy off while nobody else reads T'),
      },
    ],
  });
});
