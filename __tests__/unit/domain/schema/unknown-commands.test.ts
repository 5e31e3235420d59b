import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeLoss } from '../../../../src/domain/kql/loss.ts';
import { splitScript } from '../../../../src/domain/kql/script.ts';
import { readStatement } from '../../../../src/domain/kql/statement-kind.ts';
import { isKnownVerb } from '../../../../src/domain/kql/verbs.ts';
import { classOf } from '../../../../src/domain/schema/change-class.ts';
import { readLiveModel } from '../../../../src/domain/schema/live-model.ts';
import { planSchema, type SchemaPlan } from '../../../../src/domain/schema/plan-schema.ts';
import { isRepeatable } from '../../../../src/domain/schema/repeatable.ts';
import { writeEdit } from '../../../../src/gateways/kusto/commands/schema-edits.ts';
import { seededRandom } from '../../../fixtures/seeded-random.ts';
import { commandsOf, planned } from './planned.ts';

const table = '.create-merge table A (x: long)';

test.each([
  '.craete table A (x: long)',
  '.drop table A (x: long)',
  '.delete table A (x: long)',
  '.append table A (x: long)',
  '.set table A (x: long)',
  '.create-or-alter table A (x: long)',
  '.creat-merge tables A (x: long), B (y: long)',
  '.drop tables A (x: long), B (y: long)',
  '.create-merge table A based-on B',
  `.craete table A ingestion csv mapping "m" '[]'`,
  `.add table A ingestion csv mapping "m" '[{"column":"x","Properties":{"Ordinal":"0"}}]'`,
  '.shwo table A (x: string)',
])('%s is no declaration, also where the table is as it says', (text) => {
  const plan = planned(`${table}\n${text}`, table);
  expect(commandsOf(plan)).toEqual([text]);
  expect(plan.target).toEqual(readLiveModel([table], 'Db').model);
  expect(planned(text, table).undeclared).toEqual(['table:A']);
  expect(isRepeatable(text, 'Db')).toBe(false);
});

test('an unknown command is told at its line with the one that was likely meant', () => {
  const plan = planned(`${table}\n\n.craete table B (x: long)\n.frobnicate everything\n.drop table A (x: long)`, table);
  expect(plan.warnings).toEqual([
    {
      text: 'Unknown command .craete table: it counts as one that loses data, and runs only where harmless names it. Did you mean .create table?',
      at: { file: 'files.kql', line: 3, column: 1 },
    },
    {
      text: 'Unknown command .frobnicate everything: it counts as one that loses data, and runs only where harmless names it.',
      at: { file: 'files.kql', line: 4, column: 1 },
    },
    {
      text: 'What follows .drop table cannot be read: it counts as one that loses data, and does not run.',
      at: { file: 'files.kql', line: 5, column: 1 },
    },
  ]);
});

test('no * deletes a table while an unknown command stands in the files', () => {
  const plan = planned(`${table}\n.shwo table B (x: long)`, `${table}\n.create table B (x: long)`, ['table:*']);
  expect(plan.problems.map(({ code }) => code)).toEqual(['refused']);
});

const folder = join(import.meta.dirname, '../../../fixtures/schema-states');

/** One command of each verb and kind of the fixtures, with the file that it stands in. */
function knownCommands(): readonly { readonly text: string; readonly file: readonly string[] }[] {
  const found = new Map<string, { readonly text: string; readonly file: readonly string[] }>();
  for (const path of readdirSync(folder)
    .filter((name) => name.endsWith('.kql'))
    .sort()) {
    const { statements } = splitScript({ path, text: readFileSync(join(folder, path), 'utf8') });
    const file = statements.map(({ text }) => text);
    for (const text of file) {
      const { verb, noun, action, policy } = readStatement(text);
      found.set([verb, noun, action, policy?.name].join(' '), { text, file });
    }
  }
  for (const text of [
    '.drop table A',
    '.drop table A columns (x)',
    '.drop column A.x',
    '.alter column A.x type=string',
    '.clear table A data',
    '.append A <| B',
    '.ingest inline into table A <|\n1',
    '.rename table A to B',
    '.delete table A policy caching',
    '.enable continuous-export E',
    '.show table A',
  ])
    found.set(text, { text, file: [table] });
  return [...found.values()];
}

function plannedOf(live: readonly string[], files: readonly string[]): SchemaPlan {
  return planSchema({
    live: readLiveModel(live, 'Db').model,
    statements: files.map((text, index) => ({
      text,
      index,
      at: { file: 'f.kql', line: index + 1 },
      reading: readStatement(text),
    })),
    deletions: [],
    referenceTables: [],
    database: 'Db',
    write: (edit) => writeEdit(edit, 'Db'),
  });
}

test('whichever letter of a verb is another, left out or twice there, the command neither counts as done nor is safe', () => {
  const random = seededRandom(20261121);
  const commands = knownCommands();
  expect(commands.length).toBeGreaterThan(30);
  random.check(() => {
    for (const { text, file } of commands) {
      const { verb } = readStatement(text);
      for (let place = 0; place < verb.length; place += 1) {
        const letter = random.pick(['a', 'e', 'q', 'z']);
        const [before, after] = [verb.slice(0, place), verb.slice(place + 1)];
        const other = random.pick([before + letter + after, before + after, before + letter + verb.slice(place)]);
        if (isKnownVerb(other) || !/^[a-z]/.test(other) || other.endsWith('-')) continue;
        const mutated = `.${other}${text.slice(1 + verb.length)}`;
        const reading = readStatement(mutated);
        expect(reading.verb).toBe(other);
        const plan = plannedOf(file, [...file, mutated]);
        expect(commandsOf(plan)).toContain(mutated);
        expect(plan.warnings.map(({ text: told }) => told).join()).toContain(`Unknown command .${other}`);
        const loss = judgeLoss(reading, { database: 'Db', tables: new Map(), views: new Set() });
        expect([mutated, classOf(reading, loss)]).toEqual([mutated, 'loses-data']);
      }
    }
  });
});
