import type { Loss } from '../../../../src/domain/kql/loss.ts';
import { judgeLoss } from '../../../../src/domain/kql/loss.ts';
import { beginsWith, findBadBeginnings, judgeSaid } from '../../../../src/domain/kql/said-harmless.ts';
import { readStatement } from '../../../../src/domain/kql/statement-kind.ts';

const live = {
  database: 'Demo',
  tables: new Map([['T', { columns: [{ name: 'a', type: 'long' }] }]]),
  secured: new Map([['Rls', ['T']]]),
};
const lossOf = (text: string): Loss => judgeLoss(readStatement(text), live);
const judge = (text: string, ...said: readonly string[]) =>
  judgeSaid({ text, reading: readStatement(text), loss: lossOf(text) }, said);

test.each([
  ['.create-or-alter entity_group EG (x)', '.create-or-alter entity_group'],
  ['.create-or-alter  entity_group // one\n EG (x)', '.create-or-alter entity_group EG'],
  [".set database ['Demo'] viewers ('aaduser=a')", '.set database Demo viewers'],
  [".set database Demo viewers ('aaduser=a')", ".set database ['Demo'] viewers"],
  ['.create-or-alter function with (folder = "a") Rls() { T }', '.create-or-alter function Rls'],
  ['.frobnicate everything', '.frobnicate everything'],
])('%s begins with %s', (text, beginning) => {
  expect(beginsWith(text, beginning)).toBe(true);
});

test.each([
  ['.create-or-alter entity_group EG2 (x)', '.create-or-alter entity_group EG'],
  ['.create-or-alter entity_group EG-2 (x)', '.create-or-alter entity_group EG'],
  [".set database Demo.Other viewers ('a')", '.set database Demo'],
  ['.set-or-replace database', '.set'],
  ['.create-or-alter x', '.create-or'],
  ['.set database Demo viewers', '.set database Demo viewers none'],
  ['.set database demo viewers', '.set database Demo'],
  ['.frobnicate everything', ''],
])('%s does not begin with %s', (text, beginning) => {
  expect(beginsWith(text, beginning)).toBe(false);
});

test.each([
  [".create-or-alter entity_group EG (database('Demo'))", '.create-or-alter entity_group EG'],
  [".set database Demo viewers ('aaduser=a')", '.set database Demo viewers'],
  ['.set database Demo viewers none', '.set database Demo viewers none'],
  [".drop database ['Demo'] viewers ('aaduser=a')", ".drop database ['Demo'] viewers"],
  [".set function F admins ('aaduser=a')", '.set function F admins'],
  [".drop function F admins ('aaduser=a')", '.drop function F admins'],
  [".set table T admins ('aaduser=a')", '.set table T admins'],
  ['.create-or-alter function Rls() { T }', '.create-or-alter function Rls'],
  ['.create-or-alter function with (folder = "a") Rls() { T }', '.create-or-alter function Rls'],
  ['.alter table T policy row_level_security disable "Rls"', '.alter table T policy row_level_security disable'],
  ["['x']", undefined],
  ['.delete table T policy row_level_security', '.delete table T policy row_level_security'],
  ['.alter table T policy restricted_view_access false', '.alter table T policy restricted_view_access false'],
  [
    '.alter materialized-view V policy row_level_security enable "V"',
    '.alter materialized-view V policy row_level_security enable',
  ],
  ['.frobnicate everything', '.frobnicate everything'],
  ['.frobnicate "x"', undefined],
])('of %s can be said %s, and it is taken at the word', (text, as) => {
  expect(judge(text)).toEqual(as === undefined ? undefined : { kind: 'may-be-said', as });
  if (as !== undefined) expect(judge(text, '.other thing', as)).toEqual({ kind: 'said', by: as });
});

test.each([
  '.drop table T',
  '.clear table T data',
  '.drop table T columns (a)',
  '.drop table T (a: long)',
  '.alter table T policy retention softdelete = 1d',
  '.alter table T policy future_thing true',
  '.drop table Demo.T',
  '.alter database Other policy retention softdelete = 1d',
  '.alter database Demo policy retention softdelete = 1d',
  '.drop extents from all tables',
  '.drop extents <| .show database extents',
  '.purge table T records <| where a == 1',
  ".drop materialized-view ['Other'].['V']",
  '.execute database script <| .drop table T',
  '.drop database Demo',
  '.detach database Demo',
  '.set-or-replace async table T <| x',
  '.set-or-replace T with (tags=["a"]) <| x',
  '.set-or-replace T <| .drop table T',
  '.update T delete x',
  '.purge async T records',
])('of %s nobody can say it', (text) => {
  expect(lossOf(text).kind).not.toBe('safe');
  expect(judge(text)).toBeUndefined();
  const by = text.split(' ').slice(0, 2).join(' ');
  expect(judge(text, by)).toEqual({ kind: 'no-effect', by });
});

test('what changes roles is told as such', () => {
  expect(lossOf(".set database Demo viewers ('a')")).toMatchObject({ what: 'sets who has the role viewers of Demo' });
  expect(lossOf(".drop function F admins ('a')")).toMatchObject({ what: 'takes the role admins of F' });
});

test('of what is safe nothing is said', () => {
  expect(judge('.create-merge table T (b: long)', '.create-merge table')).toBeUndefined();
  expect(judge(".add function F admins ('aaduser=a')")).toBeUndefined();
  expect(judge(".add materialized-view V admins ('aaduser=a')")).toBeUndefined();
});

test('every beginning without verb and noun is a problem', () => {
  const bad = ['.', '.create', 'create table', '.create-or-alter async', '*', '.set  // database'];
  expect(findBadBeginnings([...bad, '.set database', '.create async things'])).toEqual(
    bad.map((text) => ({
      code: 'input',
      summary: expect.stringContaining(JSON.stringify(text)),
      detail: expect.any(String),
      next: expect.any(String),
    })),
  );
});
