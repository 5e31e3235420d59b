import { type LiveTables, madeKey } from '../../../../src/domain/kql/live-table.ts';
import { judgeMade, madeSince } from '../../../../src/domain/kql/loss-made.ts';
import { readStatement } from '../../../../src/domain/kql/statement-kind.ts';
import { readLiveModel } from '../../../../src/domain/schema/live-model.ts';
import { facetsOf } from '../../../../src/domain/schema/model.ts';
import { judgeViewChange } from '../../../../src/domain/schema/view-loss.ts';

const made = '.create materialized-view V on table T { T | summarize arg_max(At, *) by Id }';

/** What is judged of a change of V, which the script has made. */
function judge(text: string, script: readonly string[] = [], since?: readonly string[]) {
  const { model } = readLiveModel(['.create table T (Id: int, At: datetime)', made, ...script], 'Db');
  const live: LiveTables = {
    database: 'Db',
    tables: new Map(),
    viewFacets: new Map([['V', facetsOf(model, 'materialized-view:V')]]),
    ...(since !== undefined && { made: new Set(since) }),
  };
  return judgeViewChange({ text, reading: readStatement(text) }, live);
}

const secured = '.alter materialized-view V policy row_level_security enable "V | where Id == 1"';
const switchedOff = '.alter materialized-view V policy row_level_security disable "V | where Id == 1"';
const restricted = '.alter materialized-view V policy restricted_view_access true';
const month = '.alter materialized-view V policy retention \'{"SoftDeletePeriod": "30.00:00:00"}\'';
const days = (count: number) => `.alter-merge materialized-view V policy retention softdelete = ${count}d`;

test.each([
  ['that hides rows from some', secured, []],
  ['that was switched off', secured, [switchedOff]],
  ['that is there', secured, [secured]],
  ['that keeps readers away', restricted, []],
  ['that keeps rows longer', days(31), [month]],
  ['that keeps rows as long', days(30), [month]],
  [
    'that keeps rows for good',
    '.alter materialized-view V policy retention \'{"SoftDeletePeriod": "365000.00:00:00"}\'',
    [],
  ],
])('a policy %s loses nothing', (_, text, script) => {
  expect(judge(text, script)).toMatchObject({ kind: 'safe' });
});

test.each([
  ['that shows other rows', secured.replace('Id == 1', 'Id == 2'), [secured]],
  ['that hides no row any more', switchedOff, [secured]],
  ['that says how long rows are kept, taken away', '.delete materialized-view V policy retention', [month]],
  ['that is taken away', '.delete materialized-view V policy row_level_security', [secured]],
  ['that lets readers in', '.alter materialized-view V policy restricted_view_access false', [restricted]],
  ['with a property that is not known', made.replace('.create', '.alter').replace(' V ', ' with (else = true) V '), []],
  ['with a property behind the source', made.replace('.create', '.alter').replace('{', 'with (else = true) {'), []],
  ['of another source', made.replace('.create', '.create-or-alter').replace('table T', 'table U'), []],
])('a change %s is not known to keep everything', (_, text, script) => {
  expect(judge(text, script)).toBeUndefined();
});

test('a shorter retention deletes by age, one that gives up recoverability not by age alone', () => {
  const day = 864_000_000_000n;
  expect(judge(days(20), [month])).toMatchObject({ kind: 'loses-data', tables: ['V'], olderThan: 20n * day });
  expect(judge(days(20))).toMatchObject({ kind: 'loses-data', olderThan: 20n * day });
  expect(judge(`${days(40)} recoverability = disabled`, [month])).not.toHaveProperty('olderThan');
  expect(judge(`${days(40)} recoverability = disabled`, [month])).toMatchObject({ kind: 'loses-data' });
  expect(judge('.alter-merge materialized-view V policy retention softdelete = 5m')).not.toHaveProperty('olderThan');
});

test('a view that is not there, or was not when the run began, is for others to judge', () => {
  expect(judge(secured.replace(' V ', ' W '))).toBeUndefined();
  expect(judge(days(20), [], [madeKey('materialized-view', 'V')])).toBeUndefined();
});

describe('what was made since the run began', () => {
  const tableOf = (id: string) => ({ id, columns: [] });
  const untold: LiveTables['tables'] = new Map([['Untold', { columns: [] }]]);
  const before: LiveTables = {
    tables: new Map([
      ['T', tableOf('1')],
      ['U', tableOf('2')],
    ]),
    views: new Set(['V']),
  };
  const now: LiveTables = {
    tables: new Map([['T', tableOf('3')], ['Renamed', tableOf('2')], ['New', tableOf('4')], ...untold]),
    views: new Set(['V', 'W']),
  };

  test('is told by identities of tables and names of views', () => {
    expect([...madeSince(before, now)].sort()).toEqual(['materialized-view:W', 'table:New', 'table:T']);
    expect([...madeSince({ tables: new Map() }, { tables: new Map(), views: new Set(['V']) })]).toEqual([]);
  });

  const live = { ...now, made: madeSince(before, now) };
  const isSafe = (text: string) => judgeMade(readStatement(text), live)?.kind === 'safe';

  test.each([
    '.alter table New policy row_level_security enable "F"',
    '.alter tables (New, T) policy restricted_view_access true',
    `.alter-merge table New policy update '[]'`,
    '.alter-merge materialized-view W policy retention softdelete = 1d',
  ])('loses nothing by %s', (text) => expect(isSafe(text)).toBe(true));

  test.each([
    '.alter table Renamed policy row_level_security enable "F"',
    '.alter tables (New, Renamed) policy restricted_view_access true',
    '.alter-merge table New policy retention softdelete = 1d',
    `.alter table New policy auto_delete '{"ExpiryDate": "2020-01-01"}'`,
    '.delete table New policy row_level_security',
    `.alter table ['Other'].['New'] policy row_level_security enable "F"`,
    '.alter-merge materialized-view V policy retention softdelete = 1d',
    '.clear table New data',
  ])('may lose by %s', (text) => expect(isSafe(text)).toBe(false));
});
