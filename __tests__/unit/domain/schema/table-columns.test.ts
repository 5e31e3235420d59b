import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitScript } from '../../../../src/domain/kql/script.ts';
import { readStatement } from '../../../../src/domain/kql/statement-kind.ts';
import { modelAfterAny } from '../../../../src/domain/schema/effects.ts';
import { readLiveModel } from '../../../../src/domain/schema/live-model.ts';
import type { Model } from '../../../../src/domain/schema/model.ts';
import { planSchema, type SchemaPlan } from '../../../../src/domain/schema/plan-schema.ts';
import { columnsByTable } from '../../../../src/domain/schema/table-columns.ts';
import { writeEdit } from '../../../../src/gateways/kusto/commands/schema-edits.ts';
import { seededRandom } from '../../../fixtures/seeded-random.ts';
import { commandsOf, planned } from './planned.ts';

const show = (model: Model): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...columnsByTable(model)]
      .map(([table, columns]) => [
        table,
        columns === undefined ? 'unknown' : columns.map(({ name, type }) => `${name}:${type}`).join(),
      ])
      .toSorted(),
  );

/** Columns after a deployment of files, and after one of the plan that is made of them. */
function columnsAfter(text: string, live: string, deletions: readonly string[] = []) {
  const plan = planned(text, live, deletions);
  const before = readLiveModel(live === '' ? [] : live.split('\n'), 'Db').model;
  const byPlan = commandsOf(plan).reduce<Model>((model, command) => modelAfterAny(model, command, 'Db'), before);
  return { byFiles: show(plan.target), byPlan: show(byPlan) };
}

const live = '.create table T (a: int, b: string)';

test.each([
  ['.show tables', { T: 'a:int,b:string' }],
  ['.create table T (z: long)', { T: 'a:int,b:string' }],
  ['.create-merge table T (c: long, a: int)', { T: 'a:int,b:string,c:long' }],
  ['.alter-merge table T (c: long)', { T: 'a:int,b:string,c:long' }],
  ['.alter table T (b: string, c: guid)', { T: 'b:string,c:guid' }],
  ['.alter column T.a type=string', { T: 'a:string,b:string' }],
  ['.drop column T.a', { T: 'b:string' }],
  ['.drop table T columns (a, b)', { T: '' }],
  ['.drop table T', {}],
  ['.drop tables (T, U) ifexists', {}],
  ['.rename table T to U', { U: 'a:int,b:string' }],
  ['.rename tables U=T', { U: 'a:int,b:string' }],
  ['.rename column T.a to z', { T: 'z:int,b:string' }],
  ['.rename column T.gone to z', { T: 'a:int,b:string' }],
  ['.rename columns b = T.a, a = T.b', { T: 'b:int,a:string' }],
  ['.clear table T data', { T: 'a:int,b:string' }],
  ['.create-merge tables T (c: int), U (d: int)', { T: 'a:int,b:string,c:int', U: 'd:int' }],
  ['.create table U based-on T', { T: 'a:int,b:string', U: 'a:int,b:string' }],
  ['.create table U based-on T ifnotexists', { T: 'a:int,b:string', U: 'a:int,b:string' }],
  ['.create table T based-on T', { T: 'a:int,b:string' }],
  ['.set-or-append U <| T', { T: 'a:int,b:string', U: 'unknown' }],
  ['.set-or-append T <| T', { T: 'a:int,b:string' }],
  ['.drop table T\n.create table T (z: long)\n.alter-merge table T (y: int)', { T: 'z:long,y:int' }],
])('columns after %s', (text, expected) => {
  expect(columnsAfter(text, live)).toEqual({ byFiles: expected, byPlan: expected });
});

test('deletions count too', () => {
  const left = { T: 'b:string' };
  expect(columnsAfter('.create-merge table T (b: string)', live, ['table:T/column a'])).toEqual({
    byFiles: left,
    byPlan: left,
  });
  expect(columnsAfter('.create-merge table U (b: string)', live, ['table:T'])).toEqual({
    byFiles: { U: 'b:string' },
    byPlan: { U: 'b:string' },
  });
});

const folder = join(import.meta.dirname, '../../../fixtures/schema-states');

function planOf(text: string, before: Model): SchemaPlan {
  return planSchema({
    live: before,
    statements: splitScript({ path: 'f.kql', text }).statements.map((one) => ({
      ...one,
      reading: readStatement(one.text),
    })),
    deletions: ['*', '*/*'],
    referenceTables: [],
    database: 'Db',
    write: (edit) => writeEdit(edit, 'Db'),
  });
}

test('between states of all kinds the commands of a plan come to the columns that the files come to', () => {
  const random = seededRandom(20261121);
  const states = readdirSync(folder)
    .filter((name) => name.endsWith('.kql'))
    .map((name) => readFileSync(join(folder, name), 'utf8').replaceAll('##DATABASE##', 'Db'));
  const [first = '', ...others] = states;
  expect(others.length).toBeGreaterThan(40);
  random.check(() => {
    let seen = 0;
    for (let round = 0; round < 150; round += 1) {
      const start = planOf(random.pick([first, ...others]), new Map()).target;
      const plan = planOf(random.pick([first, ...others]), start);
      const reached = commandsOf(plan).reduce<Model>((model, text) => modelAfterAny(model, text, 'Db'), start);
      expect(show(reached)).toEqual(show(plan.target));
      seen += plan.steps.length;
    }
    expect(seen).toBeGreaterThan(300);
  });
});
